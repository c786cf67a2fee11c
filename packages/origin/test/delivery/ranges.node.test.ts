import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FUZZ } from '@secure-stream/test-server/fuzz';
import { selectRange } from '../../src/delivery/deliver.js';

describe('selectRange', () => {
  test.each([
    ['bytes=0-99', 206, 0, 100, 'bytes 0-99/1000'],
    ['bytes=900-', 206, 900, 1000, 'bytes 900-999/1000'],
    ['bytes=900-5000', 206, 900, 1000, 'bytes 900-999/1000'],
    ['bytes=-10', 206, 990, 1000, 'bytes 990-999/1000'],
    ['bytes=-5000', 206, 0, 1000, 'bytes 0-999/1000'],
    ['bytes=1000-', 416, 0, 0, 'bytes */1000'],
    ['bytes=-0', 416, 0, 0, 'bytes */1000'],
    ['bytes=5-2', 200, 0, 1000, undefined],
    ['bytes=0-1,4-5', 200, 0, 1000, undefined],
    ['lines=1-2', 200, 0, 1000, undefined],
    [null, 200, 0, 1000, undefined],
  ])('selects %s with status %i', (header, status, start, end, contentRange) => {
    const selection = selectRange(1000, header);
    expect(selection).toEqual({ status, range: { start, end }, ...(contentRange && { contentRange }) });
  });

  test('never selects bytes outside of the body', () => {
    const number = fc.oneof(fc.nat({ max: 2000 }).map(String), fc.constant(''));
    fc.assert(
      fc.property(fc.nat({ max: 1500 }), number, number, (size, first, last) => {
        const { range } = selectRange(size, `bytes=${first}-${last}`);
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThanOrEqual(size);
      }),
      FUZZ,
    );
  });

  test('selects for any header what the grammar of RFC 9110 says', () => {
    const character = fc.constantFrom(...'0123456789-=,bytes '.split(''));
    const header = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.string({ unit: character, maxLength: 20 }).map((text) => `bytes=${text}`),
      fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 200 })).map(([first, last]) => `bytes=${first}-${last}`),
    );
    fc.assert(
      fc.property(fc.nat({ max: 150 }), header, (size, text) => {
        const { status, range } = selectRange(size, text);
        const bytes = Array.from({ length: size }, (_, index) => index).slice(range.start, range.end);
        const [, first, last, suffix] = /^\s*bytes=(?:(\d+)-(\d*)|-(\d+))\s*$/.exec(text) ?? [];
        const isInvalid = (!first && !suffix) || (last && Number(last) < Number(first));
        const isSelected = (index: number) =>
          suffix ? index >= size - Number(suffix) : index >= Number(first) && (!last || index <= Number(last));
        const expected = Array.from({ length: size }, (_, index) => index).filter(isSelected);
        if (isInvalid) expect([status, bytes.length]).toEqual([200, size]);
        else expect([status, bytes]).toEqual([expected.length ? 206 : 416, expected]);
      }),
      FUZZ,
    );
  });
});
