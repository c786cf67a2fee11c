import type { TimeRange } from '../sdk/messages.js';
import type { PlayerProperty } from '../sdk/player-properties.js';

/** The properties that the frame posts to the page. Without `src`, which is a token. */
export type PlayerState = Readonly<Record<Exclude<PlayerProperty, 'buffered' | 'src'>, unknown>> & {
  readonly buffered: readonly TimeRange[];
};

/** The properties that differ. `NaN` equals `NaN`, and ranges are compared by value. */
export const changesOf = (
  before: Partial<PlayerState>,
  after: PlayerState,
): (readonly [keyof PlayerState, unknown])[] =>
  (Object.entries(after) as [keyof PlayerState, unknown][]).filter(
    ([name, value]) => !(name in before) || !isSame(before[name], value),
  );

export const rangesOf = (ranges: TimeRanges): TimeRange[] =>
  Array.from({ length: ranges.length }, (_, index) => ({ start: ranges.start(index), end: ranges.end(index) }));

const isSame = (one: unknown, other: unknown) =>
  Object.is(one, other) || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
