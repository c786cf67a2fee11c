import type { LoopedPart, LoopedRendition } from '../library/media/looped-rendition.js';

/** One uninterrupted stretch of a broadcast, in milliseconds since 1970. */
export interface Run {
  readonly startedAt: number;
  /** `null` while it goes on. */
  readonly endedAt: number | null;
}

export interface LivePart extends LoopedPart {
  /** When a viewer can have it, in milliseconds since 1970. */
  readonly availableAt: number;
}

/** One segment of a broadcast. `time` is in its run; `startsAt` in milliseconds since 1970. */
export interface LiveSegment extends LivePart {
  readonly index: number;
  readonly startsAt: number;
  /** The first of a run that is not the first. */
  readonly discontinuity: boolean;
  readonly parts: readonly LivePart[];
  /** Where it is in the endless film. */
  readonly place: number;
}

/** What of one rendition has been broadcast, by the clock. A run that has ended has its last segment whole. */
export class Timeline {
  readonly rendition: LoopedRendition;
  readonly #runs: readonly (Run & { readonly first: number; readonly count: number })[];

  /** @param picture The rendition that says how many segments an ended run has: the same number for all. */
  constructor(runs: readonly Run[], rendition: LoopedRendition, picture: LoopedRendition) {
    this.rendition = rendition;
    let first = 0;
    this.#runs = runs.map((run) => {
      const count = run.endedAt === null ? Infinity : picture.startedBefore((run.endedAt - run.startedAt) / 1000);
      const numbered = { ...run, first, count };
      first += count;
      return numbered;
    });
  }

  /** `undefined` behind the end. One that is still to come has its times already. */
  at(index: number): LiveSegment | undefined {
    const run = this.#runs.findLast(({ first }) => first <= index);
    if (!run || index < 0 || index - run.first >= run.count) return undefined;
    const place = index - run.first;
    const segment = this.rendition.segment(place);
    const availableAt = ({ time, duration }: LoopedPart) =>
      Math.min(run.startedAt + Math.round((time + duration) * 1000), run.endedAt ?? Infinity);
    return {
      ...segment,
      index,
      place,
      startsAt: run.startedAt + Math.round(segment.time * 1000),
      availableAt: availableAt(segment.parts.at(-1) ?? segment),
      discontinuity: place === 0 && run.first > 0,
      parts: segment.parts.map((part) => ({ ...part, availableAt: availableAt(part) })),
    };
  }

  get name(): string {
    return this.rendition.name;
  }

  /** How many segments are whole. */
  count(now: number): number {
    const run = this.#runs.findLast(({ startedAt, count }) => startedAt <= now && count > 0);
    if (!run) return 0;
    if (run.endedAt !== null && run.endedAt <= now) return run.first + run.count;
    let count = Math.min(this.rendition.startedBefore((now - run.startedAt) / 1000), run.count);
    while (count > 0 && this.at(run.first + count - 1)!.availableAt > now) count -= 1;
    return run.first + count;
  }

  /** How many runs began before this segment. */
  discontinuitiesBefore(index: number): number {
    return this.#runs.filter(({ first }) => first > 0 && first < index).length;
  }
}
