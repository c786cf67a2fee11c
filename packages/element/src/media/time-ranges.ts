/** The content of a `TimeRanges`, as the frame's SDK reports it. Seconds. */
export interface RangeList {
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

/** Converts the frame's list of ranges to a `TimeRanges`. */
export function createTimeRanges({ ranges }: RangeList = { ranges: [] }): TimeRanges {
  const at = (index: number) => {
    const range = ranges[index];
    if (range) return range;
    throw new DOMException(`There is no range ${index}.`, 'IndexSizeError');
  };
  // With the prototype of the platform, `instanceof TimeRanges` holds. Node has none.
  return Object.create(globalThis.TimeRanges?.prototype ?? null, {
    length: { value: ranges.length },
    start: { value: (index: number) => at(index).start },
    end: { value: (index: number) => at(index).end },
  }) as TimeRanges;
}

/** Seconds that all ranges last together. */
export const totalDuration = (ranges: TimeRanges): number =>
  Array.from({ length: ranges.length }, (_, index) => ranges.end(index) - ranges.start(index)).reduce(
    (sum, duration) => sum + duration,
    0,
  );

/** Seconds that are buffered from `position` on. */
export const bufferedAhead = ({ ranges }: RangeList = { ranges: [] }, position: number): number =>
  Math.max(0, ...ranges.filter(({ start }) => start <= position + 0.1).map(({ end }) => end - position));
