import { expect, test } from 'vitest';
import { loadCode } from '../../src/playback/load-code.ts';
import { FakeClock, flushPromises } from '../../../session/test/support/fake-clock.ts';

function setUp(failures: number) {
  const [clock, counts] = [new FakeClock(), { loads: 0, isEnded: false }];
  const load = async () => {
    counts.loads += 1;
    if (counts.loads <= failures) throw new TypeError('Failed to fetch dynamically imported module');
    return 'code';
  };
  return { clock, counts, loaded: loadCode(load, clock, () => counts.isEnded) };
}

test('loadCode loads code again after each failure', async () => {
  const { clock, counts, loaded } = setUp(2);
  await flushPromises();
  await clock.advanceToNextTimer();
  await clock.advanceToNextTimer();
  expect([await loaded, counts.loads, clock.timers]).toEqual(['code', 3, []]);
});

test('loadCode returns null once nobody needs the code', async () => {
  const { clock, counts, loaded } = setUp(Infinity);
  await flushPromises();
  counts.isEnded = true;
  await clock.advanceToNextTimer();
  expect([await loaded, counts.loads, clock.timers]).toEqual([null, 1, []]);
});
