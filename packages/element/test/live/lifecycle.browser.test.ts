import { expect } from '@secure-stream/test-server/expect';
import type { Clock } from '../../../session/src/clock.js';
import { computePollDelay, pollLifecycle } from '../../src/live/lifecycle.js';

/** A clock whose time advances only in `run()`. */
function createManualClock() {
  let now = 0;
  const timers = new Map<() => void, number>();
  const clock: Clock = {
    now: () => now,
    wall: () => now,
    at(time, callback) {
      timers.set(callback, time);
      return () => timers.delete(callback);
    },
  };
  return {
    clock,
    timers,
    async run(milliseconds: number) {
      now += milliseconds;
      for (const [callback, time] of timers)
        if (time <= now) {
          timers.delete(callback);
          callback();
        }
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

function setUp(answers: readonly unknown[], { expectLive = true, firstAttempt = 0 } = {}) {
  const manualClock = createManualClock();
  const lifetime = new AbortController();
  const counts = { requests: 0, reached: 0 };
  pollLifecycle({
    clock: manualClock.clock,
    expectLive,
    firstAttempt,
    onReached: () => (counts.reached += 1),
    signal: lifetime.signal,
    random: () => 0.5,
    request: async () => {
      const answer = answers[Math.min(counts.requests, answers.length - 1)];
      counts.requests += 1;
      if (answer instanceof Error) throw answer;
      return { json: async () => answer } as Response;
    },
  });
  return { ...manualClock, lifetime, counts };
}

suite('pollLifecycle', () => {
  test('stops when the origin reports a broadcast', async () => {
    const { run, counts, timers } = setUp([{ live: false }, { live: true }]);
    await run(3000);
    expect(counts).toStrictEqual({ requests: 1, reached: 0 });
    await run(4500);
    await run(60_000);
    expect(counts).toStrictEqual({ requests: 2, reached: 1 });
    expect(timers.size).toBe(0);
  });

  test('polls with growing delays up to 30 s', async () => {
    const { run, counts } = setUp([{ live: false }]);
    for (let second = 0; second < 600; second += 1) await run(1000);
    expect(counts.requests).toBeGreaterThanOrEqual(20);
    expect(counts.requests).toBeLessThanOrEqual(27);
    expect([0, 1, 9].map((attempt) => computePollDelay(attempt, () => 0.5))).toStrictEqual([3000, 4500, 30_000]);
    expect([0, 0.999].map((random) => Math.round(computePollDelay(9, () => random)))).toStrictEqual([22_500, 37_485]);
  });

  test('continues after an invalid response', async () => {
    const { run, counts } = setUp([new TypeError('offline'), 'live', null, { live: 'yes' }, { live: true }]);
    for (let second = 0; second < 60; second += 1) await run(1000);
    expect(counts).toStrictEqual({ requests: 5, reached: 1 });
  });

  test('reports the end only for a response that says so', async () => {
    const { run, counts } = setUp([new TypeError('offline'), 'live', { live: true }, { live: false }], {
      expectLive: false,
    });
    for (let second = 0; second < 60; second += 1) await run(1000);
    expect(counts).toStrictEqual({ requests: 4, reached: 1 });
  });

  test('polls after 30 s first when it starts at a later attempt', async () => {
    const { run, counts } = setUp([{ live: true }], { firstAttempt: 6 });
    await run(29_000);
    expect(counts.requests).toBe(0);
    await run(1000);
    expect(counts).toStrictEqual({ requests: 1, reached: 1 });
  });

  test('does not poll in a hidden page, and polls at once when the page is visible', async () => {
    const { run, counts } = setUp([{ live: false }]);
    const setHidden = (hidden: boolean) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    setHidden(true);
    for (let second = 0; second < 60; second += 1) await run(1000);
    expect(counts.requests).toBe(0);
    setHidden(false);
    setHidden(false);
    await run(0);
    expect(counts.requests).toBe(1);
    Reflect.deleteProperty(document, 'hidden');
  });

  test('does not poll after the signal was aborted', async () => {
    const { run, counts, lifetime, timers } = setUp([{ live: false }]);
    lifetime.abort();
    await run(60_000);
    expect(counts.requests).toBe(0);
    expect(timers.size).toBe(0);
  });
});
