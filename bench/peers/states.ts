/** What a page reports of its `<video>` four times a second. */
export interface Sample {
  /** Milliseconds since the first frame. */
  readonly at: number;
  readonly position: number;
  /** Number of `emptied` events so far, also those of a new document in a frame. */
  readonly emptied: number;
  /** Number of requests that the origin refused so far. */
  readonly refused: number;
}

/** What a viewer sees: a picture that moves, or why it does not. */
export type ViewerState = 'playing' | 'stalled' | 'reloading' | 'refused' | 'asleep';

export interface Interval {
  readonly state: ViewerState;
  /** Milliseconds since the first frame. */
  readonly from: number;
  readonly to: number;
}

/** Playback that is late by less than this is not interrupted: samples are not taken at exact times. */
const TOLERANCE_S = 0.2;

/** Equal neighbours are one interval. `asleep` is the time in which the machine slept. */
export function toIntervals(samples: readonly Sample[], asleep?: readonly [from: number, to: number]): Interval[] {
  const intervals: Interval[] = [];
  let lastPlaying = samples[0];
  for (const [index, sample] of samples.entries()) {
    const previous = samples[index - 1];
    if (!previous || !lastPlaying) continue;
    const seconds = (sample.at - previous.at) / 1000;
    const advance = sample.position - previous.position;
    const isAsleep = asleep && previous.at < asleep[1] && sample.at > asleep[0];
    const isPlaying = advance > 0 && Math.abs(advance - seconds) < TOLERANCE_S;
    const state: ViewerState = isAsleep
      ? 'asleep'
      : isPlaying
        ? 'playing'
        : sample.refused > lastPlaying.refused
          ? 'refused'
          : sample.emptied > lastPlaying.emptied
            ? 'reloading'
            : 'stalled';
    if (state === 'playing') lastPlaying = sample;
    const last = intervals.at(-1);
    if (last?.state === state) intervals[intervals.length - 1] = { ...last, to: sample.at };
    else intervals.push({ state, from: previous.at, to: sample.at });
  }
  return intervals;
}

export interface Interruption {
  readonly seconds: number;
  /** Whether the picture has stood still for longer than a reload takes when the recording ends. */
  readonly isStopped: boolean;
}

const STOPPED_MS = 4000;

/** How long the picture stood still from a time on, without the sleep itself. */
export function interruptionOf(intervals: readonly Interval[], from: number): Interruption {
  const still = intervals.filter(({ state, to }) => state !== 'playing' && state !== 'asleep' && to > from);
  const milliseconds = still.reduce((sum, interval) => sum + interval.to - Math.max(interval.from, from), 0);
  const lastPlaying = intervals.findLast(({ state }) => state === 'playing')?.to ?? 0;
  return { seconds: milliseconds / 1000, isStopped: (intervals.at(-1)?.to ?? 0) - lastPlaying > STOPPED_MS };
}
