export type ResetDecision = 'resume' | 'skip' | 'fail';

/**
 * What follows a reset of the media source at `position`, in seconds. The same data are loaded once more, because a bad transfer is rare; data that
 * fail twice are skipped. `recent`: the positions of earlier resets nearby.
 */
export function decideReset(recent: readonly number[], position: number): ResetDecision {
  if (recent.length >= MAX_RESETS) return 'fail';
  return recent.some((other) => Math.abs(other - position) < SAME_POSITION_S) ? 'skip' : 'resume';
}

/** The resets that count at `position`: none of those before playback continued or the viewer sought. */
export function nearResets(resets: readonly number[], position: number): readonly number[] {
  const last = resets.at(-1);
  return last === undefined || Math.abs(position - last) <= NEAR_S ? resets : [];
}

/** Seconds. */
const NEAR_S = 10;

/** Two for each of three corrupt fragments. */
const MAX_RESETS = 6;

/** Less than a fragment, and more than the difference between two failures at the same data. */
const SAME_POSITION_S = 1;
