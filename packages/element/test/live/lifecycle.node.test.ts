import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { computePollDelay, pollLifecycle } from '../../src/live/lifecycle.js';
import { FakeClock } from '../../../session/test/support/fake-clock.ts';

function setUp(answers: readonly unknown[], { expectLive = true, firstAttempt = 0 } = {}) {
  const clock = new FakeClock();
  const lifetime = new AbortController();
  const counts = { requests: 0, reached: 0 };
  pollLifecycle({
    clock,
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
  return { clock, run: (milliseconds: number) => clock.advance(milliseconds), lifetime, counts };
}

describe('pollLifecycle', () => {
  const page = Object.assign(new EventTarget(), { hidden: false });
  beforeEach(() => void vi.stubGlobal('document', page));
  afterEach(() => vi.unstubAllGlobals());

  test('stops when the origin reports a broadcast', async () => {
    const { run, counts, clock } = setUp([{ live: false }, { live: true }]);
    await run(3000);
    expect(counts).toStrictEqual({ requests: 1, reached: 0 });
    await run(4500);
    await run(60_000);
    expect(counts).toStrictEqual({ requests: 2, reached: 1 });
    expect(clock.timers).toEqual([]);
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
      page.hidden = hidden;
      page.dispatchEvent(new Event('visibilitychange'));
    };
    setHidden(true);
    for (let second = 0; second < 60; second += 1) await run(1000);
    expect(counts.requests).toBe(0);
    setHidden(false);
    setHidden(false);
    await run(0);
    expect(counts.requests).toBe(1);
  });

  test('does not poll after the signal was aborted', async () => {
    const { run, counts, lifetime, clock } = setUp([{ live: false }]);
    lifetime.abort();
    await run(60_000);
    expect(counts.requests).toBe(0);
    expect(clock.timers).toEqual([]);
  });
});
