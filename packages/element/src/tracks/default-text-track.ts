import { findByLanguage, isShown } from './text-tracks.js';

export interface DefaultTextTrackOptions {
  /** A BCP 47 tag. */
  readonly wanted: string;
  isForced(track: TextTrack): boolean;
  /** Whether the video has shown a picture. Nobody chooses captions before. */
  hasFrame(): boolean;
  readonly signal: AbortSignal;
}

/** Shows the captions in a language as soon as they exist, and hides all others. Ends when the viewer or the page chooses captions. */
export function showDefaultTextTrack(
  textTracks: TextTrackList,
  { wanted, isForced, hasFrame, signal }: DefaultTextTrackOptions,
): void {
  const lifetime = new AbortController();
  const options = { signal: AbortSignal.any([lifetime.signal, signal]) };
  let chosen: TextTrack | undefined;
  let hasRepeated = false;
  const choose = () => {
    chosen ??= findByLanguage([...textTracks], wanted, isForced);
    if (!chosen) return;
    for (const track of textTracks) if (track !== chosen && isShown(track)) track.mode = 'disabled';
    chosen.mode = 'showing';
  };
  textTracks.addEventListener('addtrack', () => chosen ?? choose(), options);
  textTracks.addEventListener(
    'change',
    () => {
      const tracks = [...textTracks];
      if (chosen && !tracks.includes(chosen)) {
        // A reset of the media source replaces the tracks.
        chosen = undefined;
        hasRepeated = false;
        return choose();
      }
      const shown = tracks.filter(isShown);
      // Chromium also shows a track in the browser's language as soon as another track is shown.
      if (chosen && shown.includes(chosen)) {
        if (shown.length > 1) choose();
      } else if (chosen && !hasRepeated && shown.length === 0 && !hasFrame()) {
        // WebKit disables all tracks of a video once, after the first was added: that applies the preferences of the system.
        hasRepeated = true;
        choose();
      } else if (chosen || shown.length > 0) lifetime.abort();
    },
    options,
  );
  choose();
}
