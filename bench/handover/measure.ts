import type { Recording } from './page.ts';

/** The effect of one renewal, in milliseconds. */
export interface Interruption {
  /** The longest time between two visible frames. */
  readonly gap: number;
  /** The longest time without sound. */
  readonly silence: number;
  /** How far the video jumped, forwards or backwards. */
  readonly jump: number;
}

export interface Measurement {
  readonly renewals: readonly Interruption[];
  /** The same for an equal time without a renewal. */
  readonly quiet: readonly Interruption[];
}

/** Milliseconds after a renewal during which its effects are counted. */
const AFTER_MS = 2500;
/** Number of frames from which to compute the offset between position and time. */
const FRAMES = 12;

export function measure(recording: Recording): Measurement {
  const seen = listVisibleFrames(recording);
  const sounds = recording.sounds.toSorted((a, b) => a[0] - b[0]);
  const measureInterval = (start: number, end: number): Interruption => ({
    gap: findLongestGap(
      seen.map(([time]) => [time, time] as const),
      start,
      end,
    ),
    silence: findLongestGap(sounds, start, end),
    jump: computeJump(seen, start, end),
  });
  return {
    renewals: recording.renewals.map(([start, end]) => measureInterval(start - 700, end + 1000)),
    quiet: recording.renewals.map(([, end]) => measureInterval(end + AFTER_MS - 1000, end + AFTER_MS + 500)),
  };
}

/** Frames of the player that was visible when they were presented. */
function listVisibleFrames({ frames, shown }: Recording): (readonly [time: number, position: number])[] {
  return frames
    .filter(([player, time]) => shown.findLast(([, since]) => since <= time)?.[0] === player)
    .map(([, time, position]) => [time, position] as const)
    .sort((a, b) => a[0] - b[0]);
}

function findLongestGap(intervals: readonly (readonly [number, number])[], start: number, end: number): number {
  let [longest, until] = [0, NaN];
  for (const [from, to] of intervals) {
    if (to < start || from > end) continue;
    if (from > until) longest = Math.max(longest, from - until);
    until = Math.max(Number.isNaN(until) ? to : until, to);
  }
  // Also counts the time after the last frame or sound.
  return Math.max(longest, end - Math.max(Number.isNaN(until) ? start : until, start) > 300 ? end - until : 0);
}

/** How far position and time diverged: the position after the renewal, compared with the position without one. */
function computeJump(seen: readonly (readonly [number, number])[], start: number, end: number): number {
  const offsets = seen
    .filter(([time]) => time >= start && time <= end)
    .map(([time, position]) => position * 1000 - time);
  return Math.abs(median(offsets.slice(-FRAMES)) - median(offsets.slice(0, FRAMES)));
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
