/**
 * What the page says when there is nothing to play. The first is the service's own sentence (stream-facts §3.6) and so is that about the
 * poster (§4.1); how it words the others is unknown.
 */
export const SITUATIONS = {
  refused: 'You don’t have permission to view this video.',
  missing: 'This video could not be found.',
  'not-live': 'The stream has not started yet.',
  broken: 'This video cannot be played.',
  'bad-poster': 'The poster value should be a valid encoded URL.',
} as const;

export type Situation = keyof typeof SITUATIONS;

export const isSituation = (value: unknown): value is Situation => Object.hasOwn(SITUATIONS, String(value));

/** What a status of the origin means to a viewer; `null` for one that says nothing about the video. */
export function situationOf(status: number): Situation | null {
  if (status === 401 || status === 403) return 'refused';
  if (status === 404) return 'missing';
  if (status === 424) return 'broken';
  return status === 204 ? 'not-live' : null;
}
