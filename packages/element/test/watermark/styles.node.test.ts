import { expect, test } from 'vitest';
import { labelStyles, layerStyles } from '../../src/watermark/styles.js';

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
