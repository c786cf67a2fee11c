import { expect, test } from 'vitest';
import { labelStyles, layerStyles, nextPlace } from '../../src/watermark/styles.js';
import fc from 'fast-check';
import { FUZZ } from '@secure-stream/test-server/fuzz';

test('labelStyles places the text inside the picture, at its edges too', () => {
  expect(labelStyles({ x: 0, y: 1 }, false)).toMatchObject({ left: '0%', top: '100%', translate: '0% -100%' });
});

test('labelStyles moves the text, and lets it jump for a viewer who prefers reduced motion', () => {
  expect(labelStyles({ x: 0, y: 0 }, false)['transition']).toContain('left 3s');
  expect(labelStyles({ x: 0, y: 0 }, true)['transition']).toBe('none');
});

test('the watermark takes no clicks and cannot be selected', () => {
  for (const styles of [layerStyles('absolute'), labelStyles({ x: 0, y: 0 }, false)])
    expect(styles).toMatchObject({ 'pointer-events': 'none', 'user-select': 'none', '-webkit-user-select': 'none' });
});

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
