export type ResetDecision = 'resume' | 'skip' | 'fail';

/**
 * What follows a reset of the media source at `position`, in seconds. The same data are loaded once more, because a bad transfer is rare; data that
 * fail twice are skipped. `recent`: the positions of earlier resets nearby.
 */
function decideReset(recent: readonly number[], position: number): ResetDecision {
  if (recent.length >= MAX_RESETS) return 'fail';
  return recent.some((other) => Math.abs(other - position) < SAME_POSITION_S) ? 'skip' : 'resume';
}

/**
 * Decides what follows each reset of a player. Audio and video files are loaded side by side and at different positions, so each type has
 * its own history.
 */
export class ResetHistory {
  readonly #positions = new Map<string, readonly number[]>();

  decide(position: number, type = 'video'): ResetDecision {
    const recent = nearResets(this.#positions.get(type) ?? [], position);
    this.#positions.set(type, [...recent, position]);
    return decideReset(recent, position);
  }

  /** Where the resets that still count were, in seconds. */
  get positions(): readonly number[] {
    return [...this.#positions.values()].flat();
  }
}

/** The resets that count at `position`: none of those before playback continued or the viewer sought. */
function nearResets(resets: readonly number[], position: number): readonly number[] {
  const last = resets.at(-1);
  return last === undefined || Math.abs(position - last) <= NEAR_S ? resets : [];
}

/** Seconds. */
const NEAR_S = 10;

/** Two for each of three corrupt fragments. */
const MAX_RESETS = 6;

/** Less than a fragment, and more than the difference between two failures at the same data. */
const SAME_POSITION_S = 1;
