import { expect, test } from 'vitest';
import { INITIAL_ESTIMATES, updateLatency, updateLoadTime } from '../../../src/engines/handover/state.js';

test('updateLoadTime takes the load time from the first measurement only', () => {
  const first = updateLoadTime(INITIAL_ESTIMATES, 3, true);
  expect(first.loadTime).toBe(3);
  expect(updateLoadTime(first, 1, false).loadTime).toBe(3);
});

test('updateLoadTime adds a margin to the head start, and limits it', () => {
  expect(updateLoadTime(INITIAL_ESTIMATES, 1, false).headStart).toBeCloseTo(1.45);
  expect(updateLoadTime(INITIAL_ESTIMATES, 0, false).headStart).toBe(0.4);
  expect(updateLoadTime(INITIAL_ESTIMATES, 60, false).headStart).toBe(8);
});

test('updateLatency subtracts the error, and limits the result', () => {
  expect(updateLatency(INITIAL_ESTIMATES, 0.02).latency).toBeCloseTo(0.01);
  expect(updateLatency(INITIAL_ESTIMATES, 5).latency).toBe(-0.3);
  expect(updateLatency(INITIAL_ESTIMATES, -5).latency).toBe(0.5);
});
