import { expect, test } from 'vitest';
import { Audience } from '../../src/live/audience.js';

test('counts each viewer of the last 30 seconds once', () => {
  let now = 0;
  const audience = new Audience(() => now);
  for (const viewer of ['a', 'b', 'a']) audience.note('video', viewer);
  audience.note('other', 'c');
  expect(audience.count('video')).toBe(2);
  now = 20_000;
  audience.note('video', 'a');
  now = 31_000;
  expect(audience.count('video')).toBe(1);
  expect(audience.count('unknown')).toBe(0);
});

test('remembers a limited number of viewers', () => {
  let now = 0;
  const audience = new Audience(() => now);
  for (let viewer = 0; viewer < 100_100; viewer += 1) audience.note('video', String(viewer));
  expect(audience.count('video')).toBe(100_000);
  now = 60_000;
  audience.note('video', 'another');
  expect(audience.count('video')).toBe(1);
});
