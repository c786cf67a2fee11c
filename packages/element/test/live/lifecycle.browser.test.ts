import { expect } from '@secure-stream/test-server/expect';
import type { Clock } from '../../src/clock.js';
import { computePollDelay, pollLifecycle } from '../../src/live/lifecycle.js';

/** A clock that stands still until it is told how long to run. */
function createManualClock() {
  let now = 0;
  const alarms = new Map<() => void, number>();
  const clock: Clock = {
    now: () => now,
    wall: () => now,
    at(time, callback) {
      alarms.set(callback, time);
      return () => alarms.delete(callback);
    },
  };
  return {
    clock,
    alarms,
    async run(milliseconds: number) {
      now += milliseconds;
      for (const [callback, time] of alarms)
        if (time <= now) {
          alarms.delete(callback);
          callback();
        }
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

function setUp(answers: readonly unknown[], { onAir = true, patience = 0 } = {}) {
  const hand = createManualClock();
  const lifetime = new AbortController();
  const counts = { asked: 0, begun: 0 };
  pollLifecycle({
    clock: hand.clock,
    lifecycleUrl: async () => 'https://origin.example/token/lifecycle',
    expectLive: onAir,
    firstAttempt: patience,
    onReached: () => (counts.begun += 1),
    signal: lifetime.signal,
    random: () => 0.5,
    fetch: async () => {
      const answer = answers[Math.min(counts.asked, answers.length - 1)];
      counts.asked += 1;
      if (answer instanceof Error) throw answer;
      return { json: async () => answer } as Response;
    },
  });
  return { ...hand, life: lifetime, counts };
}

suite('waiting for the broadcast', () => {
  test('it begins once the origin says so, and is asked no more', async () => {
    const { run, counts, alarms } = setUp([{ live: false }, { live: true }]);
    await run(3000);
    expect(counts).toStrictEqual({ asked: 1, begun: 0 });
    await run(4500);
    await run(60_000);
    expect(counts).toStrictEqual({ asked: 2, begun: 1 });
    expect(alarms.size).toBe(0);
  });

  test('the origin is asked less and less often, every 30 s in the end', async () => {
    const { run, counts } = setUp([{ live: false }]);
    for (let second = 0; second < 600; second += 1) await run(1000);
    expect(counts.asked).toBeGreaterThanOrEqual(20);
    expect(counts.asked).toBeLessThanOrEqual(27);
    expect([0, 1, 9].map((attempt) => computePollDelay(attempt, () => 0.5))).toStrictEqual([3000, 4500, 30_000]);
    expect([0, 0.999].map((random) => Math.round(computePollDelay(9, () => random)))).toStrictEqual([22_500, 37_485]);
  });

  test('a broken answer is no broadcast and does not end the wait', async () => {
    const { run, counts } = setUp([new TypeError('offline'), 'live', null, { live: 'yes' }, { live: true }]);
    for (let second = 0; second < 60; second += 1) await run(1000);
    expect(counts).toStrictEqual({ asked: 5, begun: 1 });
  });

  test('its end is an answer that says so, and no silence', async () => {
    const { run, counts } = setUp([new TypeError('offline'), 'live', { live: true }, { live: false }], {
      onAir: false,
    });
    for (let second = 0; second < 60; second += 1) await run(1000);
    expect(counts).toStrictEqual({ asked: 4, begun: 1 });
  });

  test('who has patience is not asked about for half a minute', async () => {
    const { run, counts } = setUp([{ live: true }], { patience: 6 });
    await run(29_000);
    expect(counts.asked).toBe(0);
    await run(1000);
    expect(counts).toStrictEqual({ asked: 1, begun: 1 });
  });

  test('a hidden page asks nothing, and at once when it is seen again', async () => {
    const { run, counts } = setUp([{ live: false }]);
    const see = (hidden: boolean) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    see(true);
    for (let second = 0; second < 60; second += 1) await run(1000);
    expect(counts.asked).toBe(0);
    see(false);
    see(false);
    await run(0);
    expect(counts.asked).toBe(1);
    Reflect.deleteProperty(document, 'hidden');
  });

  test('who leaves asks no more', async () => {
    const { run, counts, life: lifetime, alarms } = setUp([{ live: false }]);
    lifetime.abort();
    await run(60_000);
    expect(counts.asked).toBe(0);
    expect(alarms.size).toBe(0);
  });
});
