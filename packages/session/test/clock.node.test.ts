import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createClock, type Clock } from '../src/clock.js';
import { onAppWake, onPageWake } from '../src/wake.js';

const HOUR = 3_600_000;

let monotonic = 0;
let wall = 0;
let clock: Clock;

/** Time that both clocks of the page see, but no timer. */
const advance = (duration: number) => ((monotonic += duration), (wall += duration));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  [monotonic, wall] = [1234.5, Date.UTC(2026, 10, 24)];
  vi.spyOn(performance, 'now').mockImplementation(() => monotonic);
  vi.spyOn(Date, 'now').mockImplementation(() => Math.floor(wall));
  clock = createClock();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('Clock.now', () => {
  const measure = (change: () => void) => {
    const start = clock.now();
    change();
    return clock.now() - start;
  };

  test.each([
    ['counts elapsed time', () => advance(5000), 5000],
    ['counts sleep, which the monotonic clock may not count', () => (wall += HOUR), HOUR],
    ['counts sleep once when both clocks count it', () => advance(HOUR), HOUR],
    ['does not go back when the viewer sets the clock back', () => ((wall -= HOUR), advance(1000)), 1000],
    [
      'counts a clock that is set forward again as sleep, which costs one renewal at most',
      () => ((wall -= HOUR), clock.now(), (wall += HOUR), advance(1000)),
      HOUR + 1000,
    ],
  ])('%s', (_, change, expected) => {
    expect(measure(change)).toBe(expected);
  });

  test('does not gain time from frequent calls', () => {
    const elapsed = measure(() => {
      for (let call = 0; call < 100_000; call += 1) {
        advance(0.1);
        clock.now();
      }
    });
    expect(elapsed).toBeCloseTo(10_000, 3);
  });

  test('returns the time of the device from wall(), right or wrong', () => {
    wall -= 24 * HOUR;
    expect(clock.wall()).toBe(Date.UTC(2026, 10, 23));
  });
});

describe('Clock.at', () => {
  let called = 0;
  const fireTimers = () => (called += 1);
  const wait = (duration: number) => {
    advance(duration);
    vi.advanceTimersByTime(duration);
  };
  beforeEach(() => {
    called = 0;
  });

  test('calls back once, at its time', () => {
    clock.at(clock.now() + 12_000, fireTimers);
    for (let second = 0; second < 11; second += 1) wait(1000);
    expect(called).toBe(0);
    for (let second = 0; second < 30; second += 1) wait(1000);
    expect(called).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('calls back asynchronously for a time in the past', () => {
    clock.at(clock.now() - 1, fireTimers);
    expect(called).toBe(0);
    wait(0);
    expect(called).toBe(1);
  });

  test('calls back within five seconds after a sleep that no timer noticed', () => {
    clock.at(clock.now() + HOUR, fireTimers);
    wall += 2 * HOUR;
    vi.advanceTimersByTime(5000);
    expect(called).toBe(1);
  });

  test.each([2 ** 31, 1e12, Infinity])('does not call back early for a time %d ms away', (away) => {
    clock.at(clock.now() + away, fireTimers);
    for (let delay = 0; delay < 100; delay += 1) wait(5000);
    expect(called).toBe(0);
  });

  test('never calls back after it was cancelled', () => {
    const cancel = [clock.at(clock.now() + 3000, fireTimers), clock.at(clock.now() + 12_000, fireTimers)];
    cancel[0]!();
    wait(7000);
    cancel[1]!();
    for (let second = 0; second < 30; second += 1) wait(1000);
    expect([called, vi.getTimerCount()]).toEqual([0, 0]);
  });
});

function createPage() {
  const [document, window] = [new EventTarget(), new EventTarget()];
  let woken = 0;
  const lifetime = new AbortController();
  onPageWake(() => (woken += 1), lifetime.signal, { document, window });
  return { document, window, lifetime, woken: () => woken };
}

test.each([
  ['document', 'visibilitychange'],
  ['document', 'resume'],
  ['window', 'pageshow'],
  ['window', 'online'],
  ['window', 'focus'],
] as const)('onPageWake calls back for the %s event %s until its signal is aborted', (target, name) => {
  const page = createPage();
  page[target].dispatchEvent(new Event(name));
  expect(page.woken()).toBe(1);
  page.lifetime.abort();
  page[target].dispatchEvent(new Event(name));
  expect(page.woken()).toBe(1);
});

test('onPageWake listens to the global object of a worker', async () => {
  const worker = new EventTarget();
  vi.stubGlobal('addEventListener', worker.addEventListener.bind(worker));
  let woken = 0;
  const lifetime = new AbortController();
  onPageWake(() => (woken += 1), lifetime.signal);
  worker.dispatchEvent(new Event('online'));
  lifetime.abort();
  worker.dispatchEvent(new Event('online'));
  expect(woken).toBe(1);
  vi.unstubAllGlobals();
});

test('onAppWake calls back when the state of the app changes until its signal is aborted', () => {
  const listeners = new Set<() => void>();
  const lifetime = new AbortController();
  let woken = 0;
  const addEventListener = (_type: 'change', listener: () => void) => {
    listeners.add(listener);
    return { remove: () => listeners.delete(listener) };
  };
  onAppWake({ addEventListener })(() => (woken += 1), lifetime.signal);
  for (const listener of listeners) listener();
  lifetime.abort();
  expect([woken, listeners.size]).toEqual([1, 0]);
});

test('onPageWake does nothing without a document', () => {
  expect(() => onPageWake(() => undefined, new AbortController().signal)).not.toThrow();
});
