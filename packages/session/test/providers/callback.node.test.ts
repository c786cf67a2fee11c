import { expect, test } from 'vitest';
import { StreamError } from '../../src/stream-error.js';
import { createCallbackProvider } from '../../src/providers/callback.js';
import type { TokenContext, TokenProvider } from '../../src/providers/provider.js';
import { VIDEO_ID } from '../support/session-fixture.js';

const context: TokenContext = { videoId: VIDEO_ID, reason: 'initial', signal: new AbortController().signal };
const call = (provider: TokenProvider) => createCallbackProvider(provider)(context);

test('createCallbackProvider accepts a token and a grant', async () => {
  expect(await call(() => 'token-number-1')).toEqual({ grant: { token: 'token-number-1' } });
  const grant = { token: 'token-number-1', expiresIn: 60 };
  expect(await call(async () => grant)).toEqual({ grant });
});

test('createCallbackProvider passes the context to the function of the page', async () => {
  let received: TokenContext | undefined;
  await call((given) => ((received = given), 'token-number-1'));
  expect(received).toBe(context);
});

test('createCallbackProvider rejects with the StreamError that the function throws', async () => {
  const error = new StreamError('token-denied');
  await expect(call(() => Promise.reject(error))).rejects.toBe(error);
});

test('createCallbackProvider knows the StreamError of another copy of the package', async () => {
  const copy = (reason: string) => Object.assign(new Error(reason), { name: 'StreamError', reason, limit: 2 });
  await expect(call(() => Promise.reject(copy('token-denied')))).rejects.toBeInstanceOf(StreamError);
  await expect(call(() => Promise.reject(copy('token-denied')))).rejects.toMatchObject({ reason: 'token-denied' });
  await expect(call(() => Promise.reject(copy('viewing-limit')))).rejects.toMatchObject({
    limit: 2,
    endsPlayback: true,
  });
  await expect(call(() => Promise.reject(copy('toString')))).rejects.toMatchObject({ reason: 'token-unreachable' });
});

test('createCallbackProvider rejects with token-unreachable for another error, without its message', async () => {
  const promise = call(() => {
    throw new RangeError('secret');
  });
  await expect(promise).rejects.toMatchObject({
    reason: 'token-unreachable',
    detail: expect.not.stringMatching('secret'),
  });
});

test('createCallbackProvider rejects with token-malformed for what is not a grant', async () => {
  await expect(call(() => ({}) as never)).rejects.toMatchObject({ reason: 'token-malformed' });
});
