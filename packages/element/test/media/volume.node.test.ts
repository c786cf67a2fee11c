import { expect, test } from 'vitest';
import { isSameVolume } from '../../src/media/media-port.js';

test('isSameVolume compares the mute state, and the volume up to rounding', () => {
  const volume = { volume: 0.7, muted: false };
  expect(isSameVolume(volume, { volume: Math.fround(0.7), muted: false })).toBe(true);
  expect(isSameVolume(volume, { volume: 0.71, muted: false })).toBe(false);
  expect(isSameVolume(volume, { volume: 0.7, muted: true })).toBe(false);
});
