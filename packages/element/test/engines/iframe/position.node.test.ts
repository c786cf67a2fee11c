import { expect, test } from 'vitest';
import { PositionEstimate } from '../../../src/engines/iframe/position.js';

test('PositionEstimate stays at the reported position while it does not run', () => {
  const estimate = new PositionEstimate();
  estimate.restart(false, 1, 10, 0);
  expect(estimate.at(5000)).toBe(10);
});

test('PositionEstimate advances at the playback rate', () => {
  const estimate = new PositionEstimate();
  estimate.restart(true, 2, 10, 1000);
  expect(estimate.at(1250)).toBeCloseTo(10.5);
});

test('PositionEstimate uses the message with the shortest delay', () => {
  const estimate = new PositionEstimate();
  estimate.restart(true, 1, 10, 0);
  estimate.report(10.9, 1000);
  expect(estimate.at(1000)).toBeCloseTo(11);
  estimate.report(12.1, 2000);
  expect(estimate.at(2000)).toBeCloseTo(12.1);
});

test('PositionEstimate advances by a second at most without a message', () => {
  const estimate = new PositionEstimate();
  estimate.restart(true, 1, 10, 0);
  expect(estimate.at(60_000)).toBe(11);
});
