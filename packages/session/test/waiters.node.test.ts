import { beforeEach, expect, test } from 'vitest';
import { Waiters } from '../src/waiters.js';

let end: AbortController;
let waiters: Waiters;
let outcome: string | Error | null;
const wait = (signal?: AbortSignal) => waiters.wait(() => outcome, signal);

beforeEach(() => {
  end = new AbortController();
  waiters = new Waiters(end.signal);
  outcome = null;
});

test('Waiters resolves at once when there is a result', async () => {
  outcome = 'token';
  expect(await wait()).toBe('token');
  expect(waiters.size).toBe(0);
});

test('Waiters settles all promises with the result of the next check', async () => {
  const waiting = [wait(), wait()];
  waiters.check();
  expect(waiters.size).toBe(2);
  outcome = new Error('denied');
  waiters.check();
  for (const one of waiting) await expect(one).rejects.toThrow('denied');
  expect(waiters.size).toBe(0);
});

test('Waiters rejects with the reason of the signal of the caller, and keeps the others', async () => {
  const lifetime = new AbortController();
  const [mine, other] = [wait(lifetime.signal), wait()];
  lifetime.abort(new Error('left'));
  await expect(mine).rejects.toThrow('left');
  expect(waiters.size).toBe(1);
  outcome = 'token';
  waiters.check();
  expect(await other).toBe('token');
});

test('Waiters rejects all promises at the check after the end', async () => {
  const waiting = wait();
  end.abort(new Error('ended'));
  waiters.check();
  await expect(waiting).rejects.toThrow('ended');
});
