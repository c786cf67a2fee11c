/**
 * The only place that sets the mode of a text track. A file of its own: the element needs it before
 * it has an engine, and nothing else of `text-track-modes.ts`.
 */
export function setMode(track: Pick<TextTrack, 'mode'>, mode: TextTrackMode): void {
  if (track.mode !== mode) track.mode = mode;
}
