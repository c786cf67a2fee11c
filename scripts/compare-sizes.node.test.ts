import { expect, test } from 'vitest';
import { compareSizes } from './compare-sizes.ts';

const BEFORE = `
> size
> tsx scripts/size.ts

element, no engine, Lit inside       16008 B gzip, budget 16100
the same element as a bundler splits it: 18519 B gzip, in 12 files
packages/element/dist/cdn/chunks/hls-for-stream-CxFOra0Y.js        121724 B gzip, budget 125000
packages/element/dist/cdn/old.js                                   10 B gzip
`;

const AFTER = `
element, no engine, Lit inside       16120 B gzip, budget 16100  TOO LARGE
the same element as a bundler splits it: 18500 B gzip, in 11 files
packages/element/dist/cdn/chunks/hls-for-stream-D_-OrbZA.js        121724 B gzip, budget 125000
packages/element/dist/cdn/new.js                                   20 B gzip
`;

test('compares each size of two runs, whatever the hash of a file', () => {
  expect(compareSizes(BEFORE, AFTER).split('\n').slice(2)).toEqual([
    '| element, no engine, Lit inside | 16008 | 16120 | +112 |',
    '| the same element as a bundler splits it | 18519 | 18500 | −19 |',
    '| packages/element/dist/cdn/chunks/hls-for-stream.js | 121724 | 121724 | 0 |',
    '| packages/element/dist/cdn/new.js | – | 20 | – |',
    '| packages/element/dist/cdn/old.js | 10 | – | – |',
  ]);
});
