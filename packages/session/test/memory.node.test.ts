import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createSessionFixture } from './support/session-fixture.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const RENEWALS = 10_000;

test(`${RENEWALS} renewals leave no timer, waiter, request or memory behind`, async () => {
  const fixture = createSessionFixture();
  const lifetime = new AbortController();
  const heap: number[] = [];
  fixture.session.start();
  for (let renewal = 0; renewal < RENEWALS; renewal += 1) {
    await fixture.lastCall.grant(`${'token'.repeat(200)}-${renewal}`, 100);
    await fixture.session.waitForToken(lifetime.signal);
    const waiting = renewal % 3 === 0 ? fixture.session.reject(fixture.session.current()!, 401, lifetime.signal) : null;
    waiting?.catch(() => undefined);
    if (!waiting) await fixture.clock.advanceToNextTimer();
    expect(fixture.clock.timers).toHaveLength(1);
    // Frees what the fixture records.
    fixture.calls.splice(0, fixture.calls.length - 1);
    fixture.events.length = 0;
    if (renewal % 1000 === 999) heap.push((collectGarbage(), process.memoryUsage().heapUsed));
  }
  const [first = 0, last = 0] = [heap[1], heap.at(-1)];
  expect(last - first, 'bytes allocated by 8,000 renewals').toBeLessThan(500_000);
  fixture.session.stop();
  expect([fixture.clock.timers, fixture.lastCall.signal.aborted]).toEqual([[], true]);
});
