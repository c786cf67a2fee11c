import { beforeEach, expect, test } from 'vitest';
import { createOrigin, DEMO_VIDEO_ID, type Origin } from '@secure-stream/origin';
import { get } from '../support/sign.js';

const STREAM = '/client/v4/accounts/0123456789abcdef/stream';
const bearer = { Authorization: 'Bearer an-api-token' };

let origin: Origin;

beforeEach(() => {
  origin = createOrigin();
});

const call = async (method: string, path: string, body?: string, headers: Record<string, string> = bearer) => {
  const answer = await get(origin, STREAM + path, { method, headers, ...(body === undefined ? {} : { body }) });
  return { status: answer.status, headers: answer.headers, envelope: (await answer.json()) as Envelope };
};

interface Envelope {
  readonly result: unknown;
  readonly success: boolean;
  readonly errors: readonly { readonly code: number; readonly message: string }[];
  readonly messages: readonly unknown[];
}

test('answers in the service’s envelope, with no-store', async () => {
  const { status, headers, envelope } = await call('POST', `/${DEMO_VIDEO_ID}/token`);
  expect(status).toBe(200);
  expect(envelope).toEqual({ result: { token: expect.any(String) }, success: true, errors: [], messages: [] });
  expect(headers.get('Cache-Control')).toBe('no-store');
});

test('adds counts to a list on request', async () => {
  expect((await call('GET', '?include_counts=true')).envelope).toMatchObject({ total: 1, range: 1 });
  expect((await call('GET', '')).envelope).not.toHaveProperty('total');
});

test.each([
  ['no credentials', 'GET', '', undefined, {}, 400, 9106],
  ['an empty bearer', 'GET', '', undefined, { Authorization: 'Bearer ' }, 400, 9106],
  ['a video that is not there', 'GET', `/${'f'.repeat(32)}`, undefined, bearer, 404, 10003],
  ['a route that is not there', 'GET', `/${DEMO_VIDEO_ID}/elsewhere`, undefined, bearer, 404, 7000],
  ['a method that is not there', 'PUT', '/keys', '{}', bearer, 405, 10405],
  ['a body that is no JSON', 'POST', `/${DEMO_VIDEO_ID}/token`, '{"exp":', bearer, 400, 10005],
  ['a body that is no object', 'POST', `/${DEMO_VIDEO_ID}/token`, '[1]', bearer, 400, 10005],
])('answers %s with an error in the envelope', async (_, method, path, body, headers, status, code) => {
  const answer = await call(method, path, body, headers);
  expect(answer.status).toBe(status);
  expect(answer.envelope).toEqual({
    result: null,
    success: false,
    errors: [{ code, message: expect.any(String) }],
    messages: [],
  });
});

test('never repeats a key or a token in a message', async () => {
  const secret = 'a-secret-that-nobody-is-to-see';
  const pem = btoa(`-----BEGIN RSA PRIVATE KEY-----\n${btoa(secret)}\n-----END RSA PRIVATE KEY-----`);
  for (const body of [{ id: 'key', pem }, { id: 'key', pem: secret }, { exp: secret }, { accessRules: secret }]) {
    const { status, envelope } = await call('POST', `/${DEMO_VIDEO_ID}/token`, JSON.stringify(body));
    expect(status).toBe(400);
    for (const part of [secret, pem, btoa(secret)]) expect(JSON.stringify(envelope)).not.toContain(part);
  }
});

test('accepts X-Auth-Email and X-Auth-Key', async () => {
  const older = { 'X-Auth-Email': 'ada@example.com', 'X-Auth-Key': 'a-key' };
  expect((await call('GET', `/${DEMO_VIDEO_ID}`, undefined, older)).status).toBe(200);
});

test('lists the broadcasts of a live input, without a duration during the broadcast', async () => {
  const [input] = origin.liveInputs;
  origin.liveInputs.start(input!.uid);
  const { envelope } = await call('GET', `/live_inputs/${input!.uid}/videos`);
  expect(envelope.result).toMatchObject([{ liveInput: input!.uid, duration: -1, readyToStream: false }]);
  origin.clock.jump(30_000);
  origin.liveInputs.stop(input!.uid);
  const after = await call('GET', `/live_inputs/${input!.uid}/videos`);
  expect(after.envelope.result).toMatchObject([{ readyToStream: true, status: { state: 'ready' } }]);
  expect((after.envelope.result as { duration: number }[])[0]!.duration).toBeCloseTo(30, 0);
});
