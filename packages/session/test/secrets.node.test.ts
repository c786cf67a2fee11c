import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createTokenLoader, createTokenSession } from '../src/index.ts';
import { StreamError, streamErrors, type StreamErrorReason } from '../src/stream-error.js';
import { createEndpointProvider } from '../src/providers/endpoint.js';
import { createCallbackProvider } from '../src/providers/callback.js';
import type { FetchToken } from '../src/providers/provider.js';
import { createSessionFixture, VIDEO_ID } from './support/session-fixture.ts';
import { flushPromises } from './support/fake-clock.ts';
import { createFakeToken } from './support/fake-token.ts';
import { InnerLoader } from './support/inner-loader.ts';

const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ';
const token = (claims: Record<string, unknown>) => createFakeToken(claims, SECRET);

/** All that a page, a console or an error reporter could print of a value. */
const everything = (value: unknown) =>
  [
    inspect(value, { depth: Infinity, showHidden: true, getters: true }),
    String(value),
    JSON.stringify(value),
    value instanceof Error ? [value.stack, value.message, inspect(value.cause)] : '',
  ].join('\n');

const endpoint = (answer: () => Response | Promise<Response>) =>
  createEndpointProvider({ url: 'https://site.example/token', fetch: async () => answer() });
const text = (body: string, init?: ResponseInit) => endpoint(() => new Response(body, init));
const json = (body: unknown, init?: ResponseInit) => text(JSON.stringify(body), init);

/** Each failure, with a token in the response or the thrown value. */
const failures: Record<string, FetchToken> = {
  'the endpoint fails': json({ token: token({}) }, { status: 500 }),
  'the endpoint denies': json({ token: token({}) }, { status: 403 }),
  'the endpoint is not there': json({ token: token({}) }, { status: 404 }),
  'the endpoint is wrong': json({ token: token({}) }, { status: 400, statusText: token({}) }),
  'the endpoint is busy': json({ token: token({}) }, { status: 503, headers: { 'retry-after': '5' } }),
  'a page with the token in it': text(`<p>${token({})}`),
  'a refused envelope': json({ success: false, errors: [{ message: token({}) }], result: { token: token({}) } }),
  'a broken envelope': text(`{ "token": "${token({})}"`),
  'a token with a space in it': json({ token: `${token({})} ` }),
  'an invalid lifetime': json({ token: token({}), expiresIn: 'soon' }),
  'a response that is too long': text(token({}).repeat(2000)),
  'another video': json({ token: token({ sub: '0'.repeat(32) }) }),
  'an expired token': json({ token: token({ sub: VIDEO_ID }), expiresIn: 0 }),
  'a network error with the token in its message': endpoint(() => Promise.reject(new TypeError(token({})))),
  'a callback that throws the token': createCallbackProvider(() => Promise.reject(new Error(token({})))),
  'a callback that throws a string': createCallbackProvider(() => Promise.reject(token({}))),
  'a callback that returns no grant': createCallbackProvider(() => ({ jwt: token({}) }) as never),
  'a callback that names its error after the token': createCallbackProvider(() =>
    Promise.reject(Object.assign(new Error('x'), { name: token({}), cause: token({}) })),
  ),
};

test.each(Object.entries(failures))('%s: no message, event or thrown value contains a token', async (_, fetchToken) => {
  const fixture = createSessionFixture({ fetchToken });
  const thrown: unknown[] = [];
  const waiting = fixture.session.refresh().catch((error: unknown) => thrown.push(error));
  await waiting;
  await flushPromises();
  expect(thrown).toHaveLength(1);
  expect(thrown[0]).toBeInstanceOf(StreamError);
  const messages = everything([thrown, fixture.events, fixture.session.error]) + everything(thrown[0]);
  expect(messages).toContain('StreamError');
  expect(messages).not.toContain(SECRET);
});

test('a rejection by the origin and the events of a renewal contain no token', async () => {
  const fixture = createSessionFixture();
  fixture.session.start();
  await fixture.lastCall.grant(token({ jti: 1 }), 100);
  await fixture.clock.advanceToNextTimer();
  await fixture.lastCall.grant(token({ jti: 2 }), 100);
  const first = fixture.session.reject(token({ jti: 2 }), 403);
  await fixture.lastCall.grant(token({ jti: 3 }), 100);
  const last = await fixture.session.reject(await first, 403).catch((error: unknown) => error);
  expect(last).toBeInstanceOf(StreamError);
  expect(everything(last) + everything(fixture.events)).not.toContain(SECRET);
  expect(everything(fixture.session)).not.toContain(SECRET);
});

test('a session that holds a token does not print it', async () => {
  const session = createTokenSession({
    videoId: VIDEO_ID,
    origin: 'https://stream.example',
    fetchToken: () => ({ token: token({ jti: 1 }), expiresIn: 100 }),
  });
  expect(await session.waitForToken()).toContain(SECRET);
  const hls = { config: { loader: createTokenLoader(session, { DefaultConfig: { loader: InnerLoader } }) } };
  for (const value of [session, { ...session }, { session, hls }]) {
    expect(JSON.stringify(value)).not.toContain(SECRET);
    expect(inspect(value, { depth: Infinity, showHidden: true })).not.toContain(SECRET);
  }
  session.stop();
});

test('the error for an unusable token of the page does not repeat it', () => {
  const fixture = createSessionFixture();
  for (const given of [token({ sub: '0'.repeat(32) }), token({ sub: VIDEO_ID, exp: 1, iat: 0 })]) {
    try {
      fixture.session.setToken(given);
    } catch (error) {
      expect(everything(error)).not.toContain(SECRET);
    }
  }
});

test('the message of a StreamError is its reason and detail, without the cause', () => {
  for (const reason of Object.keys(streamErrors) as StreamErrorReason[]) {
    expect(new StreamError(reason, { cause: SECRET }).message).toBe(reason);
    expect(new StreamError(reason, { detail: 'A detail.' }).message).toBe(`${reason}: A detail.`);
  }
});
