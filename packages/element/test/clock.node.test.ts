import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createClock, type Clock } from '../src/clock.js';

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

describe('the time that has passed', () => {
  const passedIn = (change: () => void) => {
    const start = clock.now();
    change();
    return clock.now() - start;
  };

  test.each([
    ['counts', () => advance(5000), 5000],
    ['counts what the machine slept, of which the monotonic clock may know nothing', () => (wall += HOUR), HOUR],
    ['counts sleep once, when both clocks know of it', () => advance(HOUR), HOUR],
    ['does not run back with a viewer who sets the clock back', () => ((wall -= HOUR), advance(1000)), 1000],
    [
      'takes a clock that is set forward again for a sleep, which costs a renewal at most',
      () => ((wall -= HOUR), clock.now(), (wall += HOUR), advance(1000)),
      HOUR + 1000,
    ],
  ])('%s', (_, change, expected) => {
    expect(passedIn(change)).toBe(expected);
  });

  test('is not longer for being looked at often', () => {
    const passed = passedIn(() => {
      for (let looks = 0; looks < 100_000; looks += 1) {
        advance(0.1);
        clock.now();
      }
    });
    expect(passed).toBeCloseTo(10_000, 3);
  });

  test("the wall clock is the viewer's, right or wrong", () => {
    wall -= 24 * HOUR;
    expect(clock.wall()).toBe(Date.UTC(2026, 10, 23));
  });
});

describe('an alarm', () => {
  let called = 0;
  const fireTimers = () => (called += 1);
  const wait = (duration: number) => {
    advance(duration);
    vi.advanceTimersByTime(duration);
  };
  beforeEach(() => {
    called = 0;
  });

  test('rings once, at its time', () => {
    clock.at(clock.now() + 12_000, fireTimers);
    for (let second = 0; second < 11; second += 1) wait(1000);
    expect(called).toBe(0);
    for (let second = 0; second < 30; second += 1) wait(1000);
    expect(called).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('whose time is over rings soon, not at once', () => {
    clock.at(clock.now() - 1, fireTimers);
    expect(called).toBe(0);
    wait(0);
    expect(called).toBe(1);
  });

  test('rings at most five seconds after a sleep that no timer noticed', () => {
    clock.at(clock.now() + HOUR, fireTimers);
    wall += 2 * HOUR;
    vi.advanceTimersByTime(5000);
    expect(called).toBe(1);
  });

  test.each([2 ** 31, 1e12, Infinity])('that is %d ms away does not ring now', (away) => {
    clock.at(clock.now() + away, fireTimers);
    for (let delay = 0; delay < 100; delay += 1) wait(5000);
    expect(called).toBe(0);
  });

  test('that is forgotten never rings, whenever it is forgotten', () => {
    const cancel = [clock.at(clock.now() + 3000, fireTimers), clock.at(clock.now() + 12_000, fireTimers)];
    cancel[0]!();
    wait(7000);
    cancel[1]!();
    for (let second = 0; second < 30; second += 1) wait(1000);
    expect([called, vi.getTimerCount()]).toEqual([0, 0]);
  });
});
