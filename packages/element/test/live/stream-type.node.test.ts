import { expect, test } from 'vitest';
import { computeLiveEdgeStart, detectStreamType, type StreamTypeInput } from '../../src/live/stream-type.js';

const detect = (input: Partial<StreamTypeInput>) =>
  detectStreamType({ previous: 'unknown', isLiveInput: false, duration: NaN, playlist: undefined, ...input });

const playlist = (type: string | null) => ({ type, edgeOffset: 6 });

test.each([
  ['unknown without any information', {}, 'unknown'],
  ['on-demand for a finite duration', { duration: 96 }, 'on-demand'],
  ['live for an infinite duration', { duration: Infinity }, 'live'],
  ['live for the `live` attribute, before anything is loaded', { isLiveInput: true }, 'live'],
  [
    'live for the `live` attribute, in a frame that reports a finite duration',
    { isLiveInput: true, duration: 30 },
    'live',
  ],
  ['live for an ended broadcast with a finite duration', { previous: 'live', duration: 38 }, 'live'],
  ['on-demand for a VOD playlist', { playlist: playlist('VOD'), duration: 96 }, 'on-demand'],
  [
    'on-demand for a VOD playlist, although the page sets `live`',
    { isLiveInput: true, playlist: playlist('VOD') },
    'on-demand',
  ],
  ['live for an ended playlist that is not VOD', { playlist: playlist(null), duration: 38 }, 'live'],
] as const)('detectStreamType returns %s', (_name, input, type) => {
  expect(detect(input)).toBe(type);
});

const seekable = (...ends: readonly number[]) =>
  ({ length: ends.length, start: () => 0, end: (index: number) => ends[index]! }) as TimeRanges;

test('computeLiveEdgeStart subtracts the offset of the playlist, or ten seconds', () => {
  expect(computeLiveEdgeStart({ readyState: 4, seekable: seekable(10, 60) }, playlist(null))).toBe(54);
  expect(computeLiveEdgeStart({ readyState: 4, seekable: seekable(60) }, undefined)).toBe(50);
});

test('computeLiveEdgeStart returns 0 without a seekable range, and NaN before metadata', () => {
  expect(computeLiveEdgeStart({ readyState: 4, seekable: seekable() }, undefined)).toBe(0);
  expect(computeLiveEdgeStart({ readyState: 0, seekable: seekable() }, undefined)).toBe(NaN);
});
