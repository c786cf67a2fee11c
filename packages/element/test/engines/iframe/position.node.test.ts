import { expect, test } from 'vitest';
import { PositionEstimate } from '../../../src/engines/iframe/position.js';

test('PositionEstimate stays at the reported position while it does not run', () => {
  const estimate = new PositionEstimate();
  estimate.update(false, 1, 10, 0);
  expect(estimate.at(5000)).toBe(10);
});

test('PositionEstimate advances at the playback rate', () => {
  const estimate = new PositionEstimate();
  estimate.update(true, 2, 10, 1000);
  expect(estimate.at(1250)).toBeCloseTo(10.5);
});

test('PositionEstimate uses the message with the second shortest delay', () => {
  const estimate = new PositionEstimate();
  estimate.update(true, 1, 10, 0);
  for (const [position, now] of [
    [10.9, 1000],
    [11.96, 2000],
    [12.98, 3000],
  ] as const)
    estimate.report(position, now);
  expect(estimate.at(3000)).toBeCloseTo(12.96);
});

test('PositionEstimate does not count the time in which the player starts', () => {
  const estimate = new PositionEstimate();
  estimate.update(true, 1, 10, 0);
  estimate.report(10, 80);
  expect(estimate.at(100)).toBeCloseTo(10.1);
  estimate.report(10.15, 250);
  expect(estimate.at(250)).toBeCloseTo(10.15);
});

test('PositionEstimate keeps its messages while the player runs on, and drops them when the rate changes', () => {
  const estimate = new PositionEstimate();
  estimate.update(true, 1, 10, 0);
  estimate.report(10.25, 250);
  estimate.update(true, 1, 10.3, 400);
  expect(estimate.at(400)).toBeCloseTo(10.4);
  estimate.update(true, 2, 10.3, 400);
  expect(estimate.at(500)).toBeCloseTo(10.5);
});

test('PositionEstimate advances by a second at most without a message', () => {
  const estimate = new PositionEstimate();
  estimate.update(true, 1, 10, 0);
  expect(estimate.at(60_000)).toBe(11);
});
