/** From and to, in seconds of media time. */
export type MediaRange = readonly [start: number, end: number];

/** Adds a range to sorted ranges that do not touch one another, and returns such ranges again. */
export function addRange(ranges: readonly MediaRange[], [start, end]: MediaRange): readonly MediaRange[] {
  if (!(start < end)) return ranges;
  const before = ranges.filter((range) => range[1] < start);
  const after = ranges.filter((range) => range[0] > end);
  const touching = ranges.slice(before.length, ranges.length - after.length);
  const joined: MediaRange = [Math.min(start, touching[0]?.[0] ?? start), Math.max(end, touching.at(-1)?.[1] ?? end)];
  return [...before, joined, ...after];
}

/** Returns ranges without the others. Both are sorted and without overlaps. */
export function subtractRanges(ranges: readonly MediaRange[], others: readonly MediaRange[]): readonly MediaRange[] {
  return others.reduce<readonly MediaRange[]>(
    (left, [start, end]) =>
      left.flatMap((range): MediaRange[] =>
        [[range[0], Math.min(range[1], start)] as const, [Math.max(range[0], end), range[1]] as const].filter(
          ([from, to]) => from < to,
        ),
      ),
    ranges,
  );
}

/** The seconds that ranges cover which do not overlap. */
export const sumRanges = (ranges: readonly MediaRange[]): number =>
  ranges.reduce((sum, [start, end]) => sum + end - start, 0);
