import type { LoopedPart, LoopedRendition } from '../library/media/looped-rendition.js';
import type { EncoderRun } from '../library/videos.js';

export interface LivePart extends LoopedPart {
  /** Milliseconds since 1970. */
  readonly availableAt: number;
}

/** One segment of a broadcast. `time` counts from the start of its run; `startsAt` is in milliseconds since 1970. */
export interface LiveSegment extends LivePart {
  readonly index: number;
  readonly startsAt: number;
  /** Whether it is the first segment after the encoder reconnected. */
  readonly discontinuity: boolean;
  readonly parts: readonly LivePart[];
  /** Index of the segment in the looped rendition. */
  readonly loopIndex: number;
}

/** What has been broadcast of one rendition, computed from the encoder runs and the clock. The last segment of an ended run is complete. */
export class Timeline {
  readonly rendition: LoopedRendition;
  readonly #runs: readonly (EncoderRun & { readonly first: number; readonly count: number })[];

  /** @param reference Determines the number of segments of an ended run, which is the same for all renditions. */
  constructor(runs: readonly EncoderRun[], rendition: LoopedRendition, reference: LoopedRendition) {
    this.rendition = rendition;
    let first = 0;
    this.#runs = runs.map((run) => {
      const count = run.endedAt === null ? Infinity : reference.startedBefore((run.endedAt - run.startedAt) / 1000);
      const numbered = { ...run, first, count };
      first += count;
      return numbered;
    });
  }

  /** `undefined` after the end. A future segment already has its times. */
  at(index: number): LiveSegment | undefined {
    const run = this.#runs.findLast(({ first }) => first <= index);
    if (!run || index < 0 || index - run.first >= run.count) return undefined;
    const loopIndex = index - run.first;
    const segment = this.rendition.segment(loopIndex);
    const availableAt = ({ time, duration }: LoopedPart) =>
      Math.min(run.startedAt + Math.round((time + duration) * 1000), run.endedAt ?? Infinity);
    return {
      ...segment,
      index,
      loopIndex,
      startsAt: run.startedAt + Math.round(segment.time * 1000),
      availableAt: availableAt(segment.parts.at(-1) ?? segment),
      discontinuity: loopIndex === 0 && run.first > 0,
      parts: segment.parts.map((part) => ({ ...part, availableAt: availableAt(part) })),
    };
  }

  get name(): string {
    return this.rendition.name;
  }

  /** Number of complete segments. */
  count(now: number): number {
    const run = this.#runs.findLast(({ startedAt, count }) => startedAt <= now && count > 0);
    if (!run) return 0;
    if (run.endedAt !== null && run.endedAt <= now) return run.first + run.count;
    let count = Math.min(this.rendition.startedBefore((now - run.startedAt) / 1000), run.count);
    while (count > 0 && this.at(run.first + count - 1)!.availableAt > now) count -= 1;
    return run.first + count;
  }

  /** Number of discontinuities before this segment. */
  discontinuitiesBefore(index: number): number {
    return this.#runs.filter(({ first }) => first > 0 && first < index).length;
  }
}
