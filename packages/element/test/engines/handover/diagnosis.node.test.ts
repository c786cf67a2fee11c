import { expect, test } from 'vitest';
import { StreamError } from '../../../src/errors/stream-error.ts';
import type { Clock } from '../../../src/clock.ts';
import type { TokenSource } from '../../../src/engines/engine.ts';
import { diagnose } from '../../../src/engines/handover/diagnosis.ts';

/** A clock on which no time passes while it is waited for. */
const clock: Clock = {
  now: () => 0,
  wall: () => 0,
  at: (_time, callback) => {
    queueMicrotask(callback);
    return () => {};
  },
};

function setUp(...answers: (number | 'nobody')[]) {
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
  const fetch: typeof globalThis.fetch = async (address) => {
    log.push((address as string).replace('https://origin.example', ''));
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    if (answer === 'nobody') throw new TypeError('Failed to fetch');
    return new Response(null, { status: answer });
  };
  globalThis.addEventListener ??= () => {};
  globalThis.removeEventListener ??= () => {};
  const signal = new AbortController().signal;
  const unreachable = ({ reason }: StreamError) => void log.push(reason);
  const options = {
    origin: 'https://origin.example',
    tokens,
    clock,
    signal,
    fetch,
    retries: new EventTarget(),
    unreachable,
  };
  return { log, result: diagnose('old', options) };
}

test('a refused token is exchanged for another one', async () => {
  const { log, result } = setUp(401);
  expect(await result).toEqual({ result: 'token-rejected', token: 'new' });
  expect(log).toEqual(['/old/manifest/video.m3u8', 'rejected 401']);
});

test('a refusal that the session knows to be for good is told as that', async () => {
  expect(await setUp(403).result).toMatchObject({ result: 'error', error: { reason: 'blocked' } });
});

test.each([
  [204, 'not-live'],
  [404, 'not-found'],
] as const)('an answer of %i is told as %s', async (status, reason) => {
  expect(await setUp(status).result).toMatchObject({ result: 'error', error: { reason } });
});

test('a token that is good is accepted, and nothing is wrong', async () => {
  const { log, result } = setUp(200);
  expect(await result).toEqual({ result: 'nothing' });
  expect(log.at(-1)).toBe('accepted');
});

test('asks an origin that cannot be reached until it answers, and reports it after the third failure', async () => {
  const { log, result } = setUp('nobody', 503, 'nobody', 'nobody', 200);
  expect(await result).toEqual({ result: 'outage' });
  expect(log.filter((entry) => entry.startsWith('/'))).toHaveLength(5);
  expect(log.filter((entry) => entry === 'network')).toHaveLength(2);
});
