/**
 * What follows a reset of the media source at `place`, in seconds. The same data are loaded once more, because a bad transfer is rare; data that
 * fail twice are skipped. `recent`: the places of earlier resets that are near.
 */
export function decideReset(recent: readonly number[], place: number): 'resume' | 'skip' | 'fail' {
  if (recent.length >= MAX_RESETS) return 'fail';
  return recent.some((other) => Math.abs(other - place) < SAME_PLACE_S) ? 'skip' : 'resume';
}

/** The resets that count at `place`: none of those before playback went on, or the viewer seeked. */
export function nearResets(resets: readonly number[], place: number): readonly number[] {
  const last = resets.at(-1);
  return last === undefined || Math.abs(place - last) <= NEAR_S ? resets : [];
}

/** Seconds. */
const NEAR_S = 10;

/** Two for each of three broken fragments. */
const MAX_RESETS = 6;

/** Less than a fragment, and more than two failures at the same data differ. */
const SAME_PLACE_S = 1;
