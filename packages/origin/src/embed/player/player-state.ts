import type { TimeRange } from '../sdk/messages.js';
import type { PlayerProperty } from '../sdk/player-properties.js';

/** What the frame tells the page about itself, at one moment. Not its `src`, which is a token. */
export type PlayerState = Readonly<Record<Exclude<PlayerProperty, 'buffered' | 'src'>, unknown>> & {
  readonly buffered: readonly TimeRange[];
};

/** What differs, by name. `NaN` is `NaN`, and ranges are compared by their numbers. */
export const changesOf = (
  before: Partial<PlayerState>,
  after: PlayerState,
): (readonly [keyof PlayerState, unknown])[] =>
  (Object.entries(after) as [keyof PlayerState, unknown][]).filter(
    ([name, value]) => !(name in before) || !same(before[name], value),
  );

export const rangesOf = (ranges: TimeRanges): TimeRange[] =>
  Array.from({ length: ranges.length }, (_, index) => ({ start: ranges.start(index), end: ranges.end(index) }));

const same = (one: unknown, other: unknown) =>
  Object.is(one, other) || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
