import { unescape } from 'node:querystring';
import fc from 'fast-check';
import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import {
  createTokenEndpoint,
  inspectToken,
  limitViewings,
  memoryStore,
  type TokenRequest,
  type TokenSource,
} from '@secure-stream/signer';
import { FUZZ } from '@secure-stream/test-server/fuzz';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { run } from '../src/cli/run.js';
import { key, VIDEO } from './support/fixtures.js';
import { API_TOKEN } from './support/terminal.js';

const id = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(VIDEO, VIDEO.toUpperCase()));
const OTHER = '0123456789abcdef0123456789abcdef';
const STATUSES = [200, 204, 400, 403, 404, 405, 413];

test('the token endpoint answers any body and path, and issues a token only for the video that was authorized', async () => {
  const body = fc.oneof(
    fc.record({ videoId: fc.oneof(id, fc.jsonValue({ maxDepth: 1 })), playbackId: fc.jsonValue({ maxDepth: 1 }), takeover: fc.jsonValue({ maxDepth: 1 }) }).map((value) => JSON.stringify(value)), // prettier-ignore
    fc.json({ maxDepth: 1 }),
    fc.string({ unit: 'binary' }),
  );
  const method = fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT', 'OPTIONS', 'HEAD');
  let issued = 0;
  await fc.assert(
    fc.asyncProperty(method, id, fc.oneof(id, fc.constant('')), body, async (method, path, query, body) => {
      const authorized: TokenRequest[] = [];
      const signed: string[] = [];
      const source: TokenSource = async (videoId) => {
        signed.push(videoId);
        return { token: 'token-of-the-test', expiresIn: 60 };
      };
      const endpoint = createTokenEndpoint({
        source,
        authorize: (_request, tokenRequest) => authorized.push(tokenRequest) > 0,
      });
      const url = `https://site.example/${encodeURIComponent(path)}?videoId=${encodeURIComponent(query)}`;
      const init = method === 'GET' || method === 'HEAD' ? { method } : { method, body };
      const response = await endpoint(new Request(url, init));
      expect(STATUSES).toContain(response.status);
      expect(authorized).toHaveLength(response.status === 200 ? 1 : 0);
      expect([...new Set([...authorized.map(({ videoId }) => videoId), ...signed])]).toEqual(response.status === 200 ? [VIDEO] : []); // prettier-ignore
      issued += signed.length;
    }),
    FUZZ,
  );
  expect(issued).toBeGreaterThan(FUZZ.numRuns / 100);
});

test('mixed ids: a request with two video ids is a 400, in whatever places and spelling', async () => {
  const videoId = fc.constantFrom(VIDEO, OTHER);
  const spelled = fc.tuple(videoId, fc.nat(35), fc.constantFrom('%', '%25', '')).map(([value, at, escape]) => {
    const code = value.charCodeAt(at).toString(16);
    return escape && at < value.length
      ? `${value.slice(0, at)}${escape}${code}${value.slice(at + 1)}`
      : value.toUpperCase();
  });
  const around = fc.constantFrom(['', '/x'], ['', '%2F'], ['', ';x'], ['', '%00'], ['a/', '/x/'], ['x-', '.json'], ['%zz', '%'], ['_', '/%E4']); // prettier-ignore
  const place = fc.oneof(
    fc.tuple(fc.constantFrom('body', 'query'), videoId, fc.constant(['', ''])),
    fc.tuple(fc.constant('segment'), spelled, fc.constant(['', ''])),
    fc.tuple(fc.constant('path'), spelled, around),
  );
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 3 }), async (places) => {
      const given = (wanted: string) => places.filter(([where]) => where === wanted);
      const path = [...given('path'), ...given('segment')].map(
        ([, text, [before, after]]) => `/${before}${text}${after}`,
      );
      const query = given('query').map(([, text]) => `videoId=${text}`);
      const body = given('body').map(([, text]) => `"videoId":"${text}"`);
      const url = `https://site.example${path.join('')}?${query.join('&')}`;
      const authorized: string[] = [];
      const endpoint = createTokenEndpoint({
        source: async () => ({ token: 'token-of-the-test', expiresIn: 60 }),
        authorize: (_request, tokenRequest) => authorized.push(tokenRequest.videoId) > 0,
      });
      const { status } = await endpoint(new Request(url, { method: 'POST', body: `{${body.join()}}` }));
      statuses.add(status);
      const ids = new Set(places.map(([, text]) => decodeURIComponent(decodeURIComponent(text)).toLowerCase()));
      if (ids.size > 1 || body.length > 1) expect(status).toBe(400);
      expect(authorized).toEqual(status === 200 ? [...ids] : []);
    }),
    FUZZ,
  );
  expect([...statuses].toSorted((a, b) => a - b)).toEqual([200, 400]);
});

test('paths: the endpoint answers any path, and issues a token only for the one id in it', async () => {
  const piece = fc.oneof(
    fc.constantFrom('/', '//', '%', '%2', '%2f', '%00', '%zz', ';', '.', '..', '\\\\', 'x', '%C2%80', '%E4', VIDEO, OTHER, VIDEO.toUpperCase()), // prettier-ignore
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
      const authorized: string[] = [];
      const endpoint = createTokenEndpoint({
        source: async () => ({ token: 'token-of-the-test', expiresIn: 60 }),
        authorize: (_request, { videoId }) => authorized.push(videoId) > 0,
      });
      const request = new Request(`https://site.example/${pieces.join('').replaceAll(/[?#]/g, '')}?videoId=${VIDEO}`);
      const { status } = await endpoint(request);
      expect([200, 400, 404]).toContain(status);
      expect(authorized).toEqual(status === 200 ? [VIDEO] : []);
      // A longer run of digits is no id.
      const read = unescape(new URL(request.url).pathname).split(/[^0-9a-f]/i);
      if (read.some((word) => word === OTHER)) expect(status).not.toBe(200);
    }),
    FUZZ,
  );
});

test('device names: any text in a body is counted and shown as it is, or refused before the store', async () => {
  const unit = fc.oneof(fc.integer({ max: 0xffff, min: 0 }), fc.integer({ max: 0xdfff, min: 0xd800 }), fc.constant(0));
  const text = fc.oneof(
    fc.array(unit, { maxLength: 6 }).map((units) => String.fromCharCode(...units)),
    fc.tuple(fc.constantFrom('x', '\0', '☕', '\ud83d\udcfa'), fc.constantFrom(256, 257, 512, 513)).map(([one, times]) => one.repeat(times)), // prettier-ignore
  );
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(text, text, text, async (viewer, device, countAs) => {
      const viewings = limitViewings({ perViewer: 1, store: memoryStore() });
      const endpoint = createTokenEndpoint({
        viewings,
        source: async () => ({ token: 'token-of-the-test', expiresIn: 60 }),
        authorize: (_request, { body }) => body['who'] as never,
      });
      const ask = (playbackId: string, who: object) =>
        endpoint(new Request('https://site.example/', { method: 'POST', body: JSON.stringify({ videoId: VIDEO, playbackId, who }) })); // prettier-ignore
      const given = { viewer, device, countAs };
      const { status } = await ask('playback-of-device-one', given);
      statuses.add(status);
      const texts = Object.values(given);
      const isLong = texts.some(({ length }) => length > 512);
      expect(status).toBe(texts.some((one) => !one.isWellFormed()) ? 400 : isLong || viewer === '' ? 500 : 200);
      if (status !== 200) return;
      expect(await viewings.listViewings(viewer)).toMatchObject([{ device }]);
      const refused = await ask('playback-of-device-two', { viewer, countAs: 'another one' });
      expect(refused.status).toBe(403);
      expect(await refused.json()).toMatchObject({ devices: [device] });
    }),
    FUZZ,
  );
  expect([...statuses].toSorted((a, b) => a - b)).toEqual([200, 400, 500]);
});

test('inspectToken throws for no token, and reads none that jose refuses', () => {
  const part = fc.oneof(
    fc.json({ maxDepth: 1 }).map((text) => Buffer.from(text).toString('base64url')),
    fc.dictionary(fc.constantFrom('sub', 'kid', 'exp', 'nbf', 'accessRules'), fc.jsonValue({ maxDepth: 1 })).map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')), // prettier-ignore
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      const token = parts.join('.');
      const inspection = inspectToken(token, Date.now());
      try {
        decodeJwt(token);
      } catch {
        expect(inspection).toBe(null);
      }
    }),
    FUZZ,
  );
});

test('the command line answers any arguments with an exit code, and prints no secret', async () => {
  const word = fc.oneof(
    fc.constantFrom('init', 'protect', 'token', 'inspect', 'keys', 'list', 'create', 'revoke', 'check', '--yes', '--source', '--report', 'help', DEMO_VIDEO_ID, '--json', '--help', '--force', '--rotate', '--wrangler', '--api', '--account', '--dotenv', '--expires-in', '1h', '25h', '--country', 'GB', '--address', '10.0.0.0/8', '--downloadable', '--key-file', '-', '--via-api', '--', '--allowed-origins', '__proto__', key.jwk, 'http://insecure.example', 'https://u:p@x'), // prettier-ignore
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (argv) => {
      const printed: string[] = [];
      const code = await run(argv, {
        env: { CLOUDFLARE_ACCOUNT_ID: 'a'.repeat(32), CLOUDFLARE_API_TOKEN: API_TOKEN },
        print: (line) => printed.push(line),
        printError: (line) => printed.push(line),
        readInput: async () => '',
        readFile: () => undefined,
        writeFile: () => {},
        fetch: async () => new Response('{}', { status: 403 }),
        now: () => 0,
        wait: async () => {},
        onInterrupt: () => () => {},
      });
      expect([0, 1, 2]).toContain(code);
      const text = printed.join('\n');
      expect(text.includes(API_TOKEN) || text.includes(key.jwk)).toBe(false);
    }),
    FUZZ,
  );
});
