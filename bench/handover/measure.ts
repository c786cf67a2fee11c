import type { Recording } from './page.ts';

/** What one renewal cost, in milliseconds. */
export interface Interruption {
  /** The longest time between two pictures that were seen. */
  readonly gap: number;
  /** The longest time without sound. */
  readonly silence: number;
  /** How far the film has jumped, forwards or backwards. */
  readonly jump: number;
}

export interface Measurement {
  readonly renewals: readonly Interruption[];
  /** As much time, with no renewal in it. */
  readonly quiet: readonly Interruption[];
}

/** Milliseconds after a renewal that belong to it. */
const AFTER_MS = 2500;
/** So many pictures tell how place and time go together. */
const FRAMES = 12;

export function measure(recording: Recording): Measurement {
  const seen = listVisibleFrames(recording);
  const sounds = recording.sounds.toSorted((a, b) => a[0] - b[0]);
  const cost = (start: number, end: number): Interruption => ({
    gap: findLongestGap(
      seen.map(([time]) => [time, time] as const),
      start,
      end,
    ),
    silence: findLongestGap(sounds, start, end),
    jump: computeJump(seen, start, end),
  });
  return {
    renewals: recording.renewals.map(([start, end]) => cost(start - 700, end + 1000)),
    quiet: recording.renewals.map(([, end]) => cost(end + AFTER_MS - 1000, end + AFTER_MS + 500)),
  };
}

/** Only what lay on top at the moment. */
function listVisibleFrames({ frames: pictures, shown }: Recording): (readonly [time: number, place: number])[] {
  return pictures
    .filter(([player, time]) => shown.findLast(([, since]) => since <= time)?.[0] === player)
    .map(([, time, place]) => [time, place] as const)
    .sort((a, b) => a[0] - b[0]);
}

function findLongestGap(stretches: readonly (readonly [number, number])[], start: number, end: number): number {
  let [longest, until] = [0, NaN];
  for (const [from, to] of stretches) {
    if (to < start || from > end) continue;
    if (from > until) longest = Math.max(longest, from - until);
    until = Math.max(Number.isNaN(until) ? to : until, to);
  }
  // Nothing came any more.
  return Math.max(longest, end - Math.max(Number.isNaN(until) ? start : until, start) > 300 ? end - until : 0);
}

/** How far place and time have come apart: the film, behind the renewal, against where it would have been without. */
function computeJump(seen: readonly (readonly [number, number])[], start: number, end: number): number {
  const offsets = seen.filter(([time]) => time >= start && time <= end).map(([time, place]) => place * 1000 - time);
  return Math.abs(median(offsets.slice(-FRAMES)) - median(offsets.slice(0, FRAMES)));
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
