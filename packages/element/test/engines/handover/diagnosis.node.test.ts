import { expect, test } from 'vitest';
import { StreamError } from '../../../../session/src/stream-error.ts';
import type { Clock } from '../../../../session/src/clock.ts';
import type { TokenSource } from '@secure-stream/session/core';
import { diagnose } from '../../../src/engines/handover/diagnosis.ts';

/** A clock whose timers fire at once. */
const clock: Clock = {
  now: () => 0,
  wall: () => 0,
  at: (_time, callback) => {
    queueMicrotask(callback);
    return () => {};
  },
};

/** The connection was lost after the headers. */
const createCutBody = () => new ReadableStream({ start: (body) => body.error(new TypeError('network error')) });

function setUp(...answers: (number | 'unreachable' | 'cut')[]) {
  const log: string[] = [];
  const tokens: TokenSource = {
    current: () => 'old',
    remainingLifetime: () => 1000,
    waitForToken: async () => 'old',
    accept: () => void log.push('accepted'),
    reject: async (_token, status) => {
      log.push(`rejected ${status}`);
      if (status === 403) throw new StreamError('blocked');
      return 'new';
    },
  };
  const fetch: typeof globalThis.fetch = async (url) => {
    log.push((url as string).replace('https://origin.example', ''));
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    if (answer === 'unreachable') throw new TypeError('Failed to fetch');
    if (answer === 'cut') return new Response(createCutBody(), { status: 200 });
    return new Response(null, { status: answer });
  };
  globalThis.addEventListener ??= () => {};
  globalThis.removeEventListener ??= () => {};
  const signal = new AbortController().signal;
  const onUnreachable = ({ reason }: StreamError) => void log.push(reason);
  const options = {
    origin: 'https://origin.example',
    tokens,
    clock,
    signal,
    fetch,
    retries: new EventTarget(),
    unreachable: onUnreachable,
  };
  return { log, result: diagnose('old', options) };
}

test('diagnose returns another token for a refused one', async () => {
  const { log, result } = setUp(401);
  expect(await result).toEqual({ result: 'token-rejected', token: 'new' });
  expect(log).toEqual(['/old/manifest/video.m3u8', 'rejected 401']);
});

test('diagnose returns the error of the session for a final refusal', async () => {
  expect(await setUp(403).result).toMatchObject({ result: 'error', error: { reason: 'blocked' } });
});

test.each([
  [204, 'not-live'],
  [404, 'not-found'],
] as const)('diagnose returns for status %i the error %s', async (status, reason) => {
  expect(await setUp(status).result).toMatchObject({ result: 'error', error: { reason } });
});

test('diagnose accepts the token when the origin does, and finds nothing', async () => {
  const { log, result } = setUp(200);
  expect(await result).toEqual({ result: 'nothing' });
  expect(log.at(-1)).toBe('accepted');
});

// Vitest reports an unhandled rejection.
test('diagnose needs only the status of a response that is cut off', async () => {
  expect(await setUp('cut').result).toEqual({ result: 'nothing' });
  await new Promise(setImmediate);
});

test('diagnose retries an unreachable origin until it responds, and reports it after the third failure', async () => {
  const { log, result } = setUp('unreachable', 503, 'unreachable', 'unreachable', 200);
  expect(await result).toEqual({ result: 'outage' });
  expect(log.filter((entry) => entry.startsWith('/'))).toHaveLength(5);
  expect(log.filter((entry) => entry === 'network')).toHaveLength(2);
});
