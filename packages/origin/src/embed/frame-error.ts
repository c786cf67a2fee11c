/**
 * The messages of the player's page. The first and the last are the service's own sentences (docs/stream-facts.md, "Refusals" and "Player");
 * the wording of the others is unknown.
 */
export const FRAME_ERRORS = {
  refused: 'You don’t have permission to view this video.',
  missing: 'This video could not be found.',
  'not-live': 'The stream has not started yet.',
  broken: 'This video cannot be played.',
  'bad-poster': 'The poster value should be a valid encoded URL.',
} as const;

export type FrameError = keyof typeof FRAME_ERRORS;

export const isFrameError = (value: unknown): value is FrameError => Object.hasOwn(FRAME_ERRORS, String(value));

/** Maps a status of the origin to an error; `null` if the status says nothing about the video. */
export function frameErrorFromStatus(status: number): FrameError | null {
  if (status === 401 || status === 403) return 'refused';
  if (status === 404) return 'missing';
  if (status === 424) return 'broken';
  return status === 204 ? 'not-live' : null;
}
