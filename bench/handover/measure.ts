/** Milliseconds before and after a renewal that are measured with it. */
export const MARGIN_MS = 700;
/** Milliseconds after a renewal until an equal time without one is measured. */
export const SETTLE_MS = 1500;

/** The frames and sounds that a viewer perceived. Times are milliseconds since 1970. */
export interface Recording {
  /** Player number, time, position in seconds, and number of frames that the player has presented so far. */
  readonly frames: readonly (readonly [player: number, time: number, position: number, presented: number])[];
  readonly sounds: readonly (readonly [player: number, start: number, end: number])[];
  /** Since when each player was visible. */
  readonly shown: readonly (readonly [player: number, time: number])[];
  readonly renewals: readonly (readonly [start: number, end: number])[];
  /** Number of events of each type after playback started. */
  readonly events: Readonly<Record<string, number>>;
  readonly reloads: number;
}

/** The effect of one renewal, in milliseconds. */
export interface Interruption {
  /** The longest time between two visible frames. */
  readonly gap: number;
  /** How far the video jumped, forwards or backwards. */
  readonly error: number;
  /** The longest time without sound. */
  readonly silence: number;
  /** How long two players were heard at once. */
  readonly doubleSound: number;
}

export interface Measurement {
  readonly renewals: readonly Interruption[];
  /** The same for equal times without a renewal. */
  readonly quiet: readonly Interruption[];
}

export function measure(recording: Recording): Measurement {
  const seen = listVisibleFrames(recording);
  const sounds = recording.sounds.map(([, start, end]) => [start, end] as const).sort((a, b) => a[0] - b[0]);
  const measureInterval = (start: number, end: number): Interruption => ({
    gap: findLongestGap(
      seen.map(({ time }) => [time, time] as const),
      start,
      end,
    ),
    error: computeJump(seen, start, end),
    silence: findLongestGap(sounds, start, end),
    doubleSound: sumOverlaps(recording.sounds, start, end),
  });
  return {
    renewals: recording.renewals.map(([start, end]) => measureInterval(start - MARGIN_MS, end + MARGIN_MS)),
    quiet: recording.renewals.map(([start, end]) =>
      measureInterval(end + SETTLE_MS, end + SETTLE_MS + (end - start) + 2 * MARGIN_MS),
    ),
  };
}

interface Frame {
  readonly player: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Seconds. */
  readonly position: number;
}

/** Frames of the player that was visible when they were presented. */
function listVisibleFrames({ frames, shown }: Recording): Frame[] {
  const players = new Set(frames.map(([player]) => player));
  return [...players]
    .flatMap((player) => listFrames(frames.filter((frame) => frame[0] === player)))
    .filter(({ player, time }) => shown.findLast(([, since]) => since <= time)?.[0] === player)
    .sort((a, b) => a.time - b.time);
}

/** A busy document gets one callback for several presented frames. The times of the others are not known: they count as evenly spaced. */
function listFrames(frames: Recording['frames']): Frame[] {
  return frames
    .toSorted((a, b) => a[1] - b[1])
    .flatMap(([player, time, position, presented], index, sorted) => {
      const [, previousTime, previousPosition, previousPresented] = sorted[index - 1] ?? [0, time, position, presented];
      const count = Math.max(1, presented - previousPresented);
      return Array.from({ length: count }, (_, missing) => ({
        player,
        time: time - ((time - previousTime) * missing) / count,
        position: position - ((position - previousPosition) * missing) / count,
      }));
    });
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

function sumOverlaps(sounds: Recording['sounds'], start: number, end: number): number {
  let sum = 0;
  const heardUntil = new Map<number, number>();
  for (const [player, from, to] of sounds.toSorted((a, b) => a[1] - b[1])) {
    if (to < start || from > end) continue;
    const since = Math.max(from, heardUntil.get(player) ?? from);
    for (const [other, until] of heardUntil) if (other !== player) sum += Math.max(0, Math.min(until, to) - since);
    heardUntil.set(player, to);
  }
  return sum;
}

/**
 * How far position and time diverged: the offset between them before the renewal, compared with the one after it. A display shows 24 frames
 * a second at uneven times, so each offset is the mean of several frames.
 */
function computeJump(seen: readonly Frame[], start: number, end: number): number {
  const offsets = seen
    .filter(({ time }) => time >= start && time <= end)
    .map(({ time, position }) => position * 1000 - time);
  return Math.abs(mean(offsets.slice(-FRAMES)) - mean(offsets.slice(0, FRAMES)));
}

const FRAMES = 14;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value that this share of the values does not exceed. */
export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? NaN;
