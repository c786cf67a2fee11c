import { beforeEach, expect, test } from 'vitest';
import { PendingValues } from '../../../src/engines/iframe/forwarded-settings.js';
import { FakeClock } from '../../../../session/test/support/fake-clock.js';

let clock: FakeClock;
let values: PendingValues<'volume'>;

beforeEach(() => {
  clock = new FakeClock();
  values = new PendingValues(clock);
});

test('PendingValues returns what the player reports when nothing was set', () => {
  expect(values.get('volume', 0.7)).toBe(0.7);
});

test('PendingValues returns the value that was set until the player confirms it', () => {
  values.set('volume', 0.3);
  expect([values.get('volume', 1), values.get('volume', 0.3), values.get('volume', 0.9)]).toEqual([0.3, 0.3, 0.9]);
});

test('PendingValues returns what the player reports after a timeout without a confirmation', () => {
  values.set('volume', 0.3);
  clock.sleep(1001);
  expect(values.get('volume', 1)).toBe(1);
});

test('PendingValues keeps the value while there is no player', () => {
  values.set('volume', 0.3);
  clock.sleep(60_000);
  expect(values.get('volume', undefined)).toBe(0.3);
});
