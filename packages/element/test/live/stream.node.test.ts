import { expect, test } from 'vitest';
import { liveEdgeStartOf, streamTypeOf, type StreamSigns } from '../../src/live/stream.js';

const typeOf = (signs: Partial<StreamSigns>) =>
  streamTypeOf({ before: 'unknown', said: false, duration: NaN, playlist: undefined, ...signs });

const playlist = (type: string | null) => ({ type, edgeOffset: 6 });

test.each([
  ['nothing to go by', {}, 'unknown'],
  ['a length', { duration: 96 }, 'on-demand'],
  ['no end', { duration: Infinity }, 'live'],
  ['the word of the page, before anything is there', { said: true }, 'live'],
  ['the word of the page, in a frame that gives a broadcast a length', { said: true, duration: 30 }, 'live'],
  ['a broadcast that is over and has a length by now', { before: 'live', duration: 38 }, 'live'],
  ['a playlist of a film', { playlist: playlist('VOD'), duration: 96 }, 'on-demand'],
  ['a playlist of a recording, on a page that still says live', { said: true, playlist: playlist('VOD') }, 'on-demand'],
  ['a playlist that is at its end and was no film', { playlist: playlist(null), duration: 38 }, 'live'],
] as const)('%s', (_name, signs, type) => {
  expect(typeOf(signs)).toBe(type);
});

const seekable = (...ends: readonly number[]) =>
  ({ length: ends.length, start: () => 0, end: (index: number) => ends[index]! }) as TimeRanges;

test('the edge begins as far before the end as the playlist says, and ten seconds before it where none does', () => {
  expect(liveEdgeStartOf({ readyState: 4, seekable: seekable(10, 60) }, playlist(null))).toBe(54);
  expect(liveEdgeStartOf({ readyState: 4, seekable: seekable(60) }, undefined)).toBe(50);
});

test('who can not go back is at the edge, and before there is anything there is no edge', () => {
  expect(liveEdgeStartOf({ readyState: 4, seekable: seekable() }, undefined)).toBe(0);
  expect(liveEdgeStartOf({ readyState: 0, seekable: seekable() }, undefined)).toBe(NaN);
});
