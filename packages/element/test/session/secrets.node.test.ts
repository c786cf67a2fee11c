import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { StreamError, streamErrors, type StreamErrorReason } from '../../src/catalogue/errors.js';
import { endpointProvider } from '../../src/session/endpoint-provider.js';
import { callbackProvider } from '../../src/session/callback-provider.js';
import type { AskForToken } from '../../src/session/provider.js';
import { createRoom, VIDEO } from './room.ts';
import { settled } from './fake-clock.ts';
import { tokenOf } from './sign.ts';

const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ';
const token = (claims: Record<string, unknown>) => tokenOf(claims, SECRET);

/** Everything that a page, a console or an error reporter could print of a value. */
const everything = (value: unknown) =>
  [
    inspect(value, { depth: Infinity, showHidden: true, getters: true }),
    String(value),
    JSON.stringify(value),
    value instanceof Error ? [value.stack, value.message, inspect(value.cause)] : '',
  ].join('\n');

const endpoint = (answer: () => Response | Promise<Response>) =>
  endpointProvider({ url: 'https://site.example/token', fetch: async () => answer() });
const text = (body: string, init?: ResponseInit) => endpoint(() => new Response(body, init));
const json = (body: unknown, init?: ResponseInit) => text(JSON.stringify(body), init);

/** Each way to a failure, with a token in what was said. */
const failures: Record<string, AskForToken> = {
  'the endpoint fails': json({ token: token({}) }, { status: 500 }),
  'the endpoint denies': json({ token: token({}) }, { status: 403 }),
  'the endpoint is not there': json({ token: token({}) }, { status: 404 }),
  'the endpoint is wrong': json({ token: token({}) }, { status: 400, statusText: token({}) }),
  'the endpoint is busy': json({ token: token({}) }, { status: 503, headers: { 'retry-after': '5' } }),
  'a page with the token in it': text(`<p>${token({})}`),
  'a refused envelope': json({ success: false, errors: [{ message: token({}) }], result: { token: token({}) } }),
  'a broken envelope': text(`{ "token": "${token({})}"`),
  'a token with a space in it': json({ token: `${token({})} ` }),
  'a lifetime that is none': json({ token: token({}), expiresIn: 'soon' }),
  'too much': text(token({}).repeat(2000)),
  'another video': json({ token: token({ sub: '0'.repeat(32) }) }),
  'a dead token': json({ token: token({ sub: VIDEO }), expiresIn: 0 }),
  'a network that fails with the address in its message': endpoint(() => Promise.reject(new TypeError(token({})))),
  'a callback that throws the token': callbackProvider(() => Promise.reject(new Error(token({})))),
  'a callback that throws a string': callbackProvider(() => Promise.reject(token({}))),
  'a callback that returns rubbish': callbackProvider(() => ({ jwt: token({}) }) as never),
  'a callback that names its error after the token': callbackProvider(() =>
    Promise.reject(Object.assign(new Error('x'), { name: token({}), cause: token({}) })),
  ),
};

test.each(Object.entries(failures))('%s: no message, notice or thrown value holds a token', async (_, ask) => {
  const room = createRoom({ ask });
  const thrown: unknown[] = [];
  const waiting = room.session.refresh().catch((error: unknown) => thrown.push(error));
  await waiting;
  await settled();
  expect(thrown).toHaveLength(1);
  expect(thrown[0]).toBeInstanceOf(StreamError);
  const said = everything([thrown, room.notices, room.session.error]) + everything(thrown[0]);
  expect(said).toContain('StreamError');
  expect(said).not.toContain(SECRET);
});

test('refusals by the origin hold no token either, nor does what a page is told of a renewal', async () => {
  const room = createRoom();
  room.session.start();
  await room.last.grant(token({ jti: 1 }), 100);
  await room.clock.ring();
  await room.last.grant(token({ jti: 2 }), 100);
  const first = room.session.reject(token({ jti: 2 }), 403);
  await room.last.grant(token({ jti: 3 }), 100);
  const last = await room.session.reject(await first, 403).catch((error: unknown) => error);
  expect(last).toBeInstanceOf(StreamError);
  expect(everything(last) + everything(room.notices)).not.toContain(SECRET);
  expect(everything(room.session)).not.toContain(SECRET);
});

test('a token that the page gives and that can not be used is not repeated', () => {
  const room = createRoom();
  for (const given of [token({ sub: '0'.repeat(32) }), token({ sub: VIDEO, exp: 1, iat: 0 })]) {
    try {
      room.session.supply(given);
    } catch (error) {
      expect(everything(error)).not.toContain(SECRET);
    }
  }
});

test('the message of an error is its reason and its detail, and nothing else that it was given', () => {
  for (const reason of Object.keys(streamErrors) as StreamErrorReason[]) {
    expect(new StreamError(reason, { cause: SECRET }).message).toBe(reason);
    expect(new StreamError(reason, { detail: 'It was so.' }).message).toBe(`${reason}: It was so.`);
  }
});
