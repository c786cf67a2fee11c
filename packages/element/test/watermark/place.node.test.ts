import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FUZZ } from '@secure-stream/test-server/fuzz';
import { nextPlace } from '../../src/watermark/styles.js';

const coordinate = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('nextPlace returns a place in the picture, at least a quarter of it away from the previous one', () => {
  fc.assert(
    fc.property(coordinate, coordinate, coordinate, coordinate, (previousX, previousY, x, y) => {
      const values = [x, y];
      const place = nextPlace({ x: previousX, y: previousY }, () => values.shift()!);
      for (const value of [place.x, place.y]) expect(value >= 0 && value < 1).toBe(true);
      expect(Math.max(Math.abs(place.x - previousX), Math.abs(place.y - previousY))).toBeGreaterThanOrEqual(0.25);
    }),
    FUZZ,
  );
});

test('nextPlace returns any place at first', () => {
  expect(nextPlace(null, () => 0.1)).toEqual({ x: 0.1, y: 0.1 });
});
