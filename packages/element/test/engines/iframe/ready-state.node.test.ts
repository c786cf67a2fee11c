import { expect, test } from 'vitest';
import { nextReadyState } from '../../../src/engines/iframe/ready-state.js';

test.each([
  ['emptied', 4, 0],
  ['loadstart', 4, 0],
  ['loadedmetadata', 0, 1],
  ['loadedmetadata', 3, 3],
  ['loadeddata', 1, 2],
  ['seeked', 1, 2],
  ['canplay', 2, 3],
  ['playing', 2, 3],
  ['playing', 4, 4],
  ['canplaythrough', 1, 4],
  ['waiting', 4, 2],
  ['waiting', 1, 1],
  ['seeking', 4, 1],
  ['timeupdate', 3, 3],
])('nextReadyState for %s in state %i is %i', (event, state, expected) => {
  expect(nextReadyState(event, state)).toBe(expected);
});
