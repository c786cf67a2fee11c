import { expect, test } from 'vitest';
import { computeLiveEdgeStart, detectStreamType, type StreamTypeInput } from '../../src/live/stream-type.js';

const detect = (signs: Partial<StreamTypeInput>) =>
  detectStreamType({ previous: 'unknown', isLiveInput: false, duration: NaN, playlist: undefined, ...signs });

const playlist = (type: string | null) => ({ type, edgeOffset: 6 });

test.each([
  ['nothing to go by', {}, 'unknown'],
  ['a length', { duration: 96 }, 'on-demand'],
  ['no end', { duration: Infinity }, 'live'],
  ['the word of the page, before anything is there', { isLiveInput: true }, 'live'],
  ['the word of the page, in a frame that gives a broadcast a length', { isLiveInput: true, duration: 30 }, 'live'],
  ['a broadcast that is over and has a length by now', { previous: 'live', duration: 38 }, 'live'],
  ['a playlist of a film', { playlist: playlist('VOD'), duration: 96 }, 'on-demand'],
  [
    'a playlist of a recording, on a page that still says live',
    { isLiveInput: true, playlist: playlist('VOD') },
    'on-demand',
  ],
  ['a playlist that is at its end and was no film', { playlist: playlist(null), duration: 38 }, 'live'],
] as const)('%s', (_name, signs, type) => {
  expect(detect(signs)).toBe(type);
});

const seekable = (...ends: readonly number[]) =>
  ({ length: ends.length, start: () => 0, end: (index: number) => ends[index]! }) as TimeRanges;

test('the edge begins as far before the end as the playlist says, and ten seconds before it where none does', () => {
  expect(computeLiveEdgeStart({ readyState: 4, seekable: seekable(10, 60) }, playlist(null))).toBe(54);
  expect(computeLiveEdgeStart({ readyState: 4, seekable: seekable(60) }, undefined)).toBe(50);
});

test('who can not go back is at the edge, and before there is anything there is no edge', () => {
  expect(computeLiveEdgeStart({ readyState: 4, seekable: seekable() }, undefined)).toBe(0);
  expect(computeLiveEdgeStart({ readyState: 0, seekable: seekable() }, undefined)).toBe(NaN);
});
