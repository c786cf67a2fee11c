import { expect, test } from 'vitest';
import { resumePosition } from '../../../src/playback/choices/resume-position.js';

test.each([
  ['the position of a video', 40, 4, 'none', NaN, 40],
  ['nothing before a video has loaded', 0, 0, 'none', NaN, undefined],
  ['the position of an empty player that was set', 40, 0, 'none', NaN, 40],
  ['nothing in a moving window', 40, 4, 'moving', 60, undefined],
  ['the position behind the edge of a DVR window', 40, 4, 'dvr', 60, 40],
  ['nothing at the edge of a DVR window', 60, 4, 'dvr', 60, undefined],
  ['nothing of a DVR window before it has loaded', 40, 0, 'dvr', 60, undefined],
] as const)('resumePosition returns %s', (_name, currentTime, readyState, window, edge, expected) => {
  expect(resumePosition({ currentTime, readyState, ended: false }, window, edge)).toBe(expected);
});

test('resumePosition returns nothing for a video that has ended', () => {
  expect(resumePosition({ currentTime: 96, readyState: 4, ended: true }, 'none', NaN)).toBe(undefined);
});
