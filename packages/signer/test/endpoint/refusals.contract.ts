import {
  refuse,
  SignerError,
  type TokenEndpointOptions,
  type AuthorizeResult,
  type TokenRequest,
} from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import type { Contract } from '../support/contract.js';
import { createEndpoint } from './token-endpoint.contract.js';
import { get, post, VIDEO } from '../support/fixtures.js';
import fc from 'fast-check';

const OTHER = '0123456789abcdef0123456789abcdef';
const EMULATED = '0f8fad5b-d9cb-469f-a165-70867728950e';
const PLAYBACK = 'playback-of-this-test';
const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** A database record that a site might return because it is truthy. */
class Viewer {
  readonly #name = 'Ada';
  get name() {
    return this.#name;
  }
}

const results: readonly [what: string, result: unknown, status: number][] = [
  ['true', true, 200],
  ['an authorization', { viewer: 'v-1' }, 200],
  ['false', false, 403],
  ['null', null, 403],
  ['undefined', undefined, 403],
  ['a refusal', refuse(), 403],
  ['a refusal with 401', refuse(401), 401],
  ['a refusal with 404', refuse(404), 404],
  ['a refusal with 429', refuse(429), 429],
  ['a refusal with an unknown status', { refused: 302 }, 500],
  ['an empty string', '', 403],
  ['a string', 'yes', 500],
  ['a number', 1, 500],
  ['an array', [], 500],
  ['a Response', () => new Response(null, { status: 401 }), 500],
  ['a class instance', new Viewer(), 500],
  ['a database record', { id: 7, name: 'Ada' }, 500],
  ['a viewer that is not a string', { viewer: 7 }, 500],
  ['a viewer that is undefined', { viewer: undefined }, 500],
  ['a viewer with a lone surrogate', { viewer: 'v-\ud800' }, 500],
  ['a viewer of 10 kB', { viewer: 'v'.repeat(10_000) }, 500],
  ['a countAs with a lone surrogate', { viewer: 'v-1', countAs: '\udc00' }, 500],
  ['a countAs of 10 kB', { viewer: 'v-1', countAs: 'c'.repeat(10_000) }, 500],
  ['a device of 10 kB', { viewer: 'v-1', device: 'd'.repeat(10_000) }, 500],
  ['a device with a lone surrogate, which is replaced', { viewer: 'v-1', device: 'TV \ud800' }, 200],
  ['a viewer, a device and a countAs with NUL', { viewer: '\0', device: '\0', countAs: '\0' }, 200],
  ['a watermark that is undefined', { viewer: 'v-1', watermark: undefined }, 500],
  ['a device that is undefined', { viewer: 'v-1', device: undefined }, 200],
  ['an invalid restriction', { expiresIn: 90_000 }, 500],
];

const ids: Readonly<Record<string, unknown>> = {
  'a relative path': '../../keys',
  'an encoded relative path': `..%2f..%2f${VIDEO}`,
  'an id followed by a path': `${VIDEO}/../keys`,
  'an id followed by a query': `${VIDEO}?x`,
  'an id followed by a line break and a header': `${VIDEO}\r\nX-Injected: yes`,
  'an id followed by a line break': `${VIDEO}\n`,
  'an id followed by NUL': `${VIDEO}\0`,
  'an id with white space around it': ` ${VIDEO} `,
  'ten kilobytes of digits': 'a'.repeat(10_240),
  'digits of another script': '５'.repeat(32),
  'a Cyrillic letter': `а${VIDEO.slice(1)}`,
  '31 digits': VIDEO.slice(1),
  '33 digits': `${VIDEO}0`,
  'a letter that is not hexadecimal': `g${VIDEO.slice(1)}`,
  'a token': 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln',
  __proto__: '__proto__',
  'an empty string': '',
  'a number': 12_345_678,
  'an array with an id': [VIDEO],
  'an object': { toString: VIDEO },
  true: true,
};

const bodies: readonly [what: string, body: string, status: number][] = [
  ['form data', `videoId=${VIDEO}`, 400],
  ['truncated JSON', `{"videoId":"${VIDEO}`, 400],
  ['a JSON string', `"${VIDEO}"`, 400],
  ['a JSON array', `["${VIDEO}"]`, 400],
  ['JSON null', 'null', 400],
  ['an empty object', '{}', 400],
  ['no contents', '', 400],
  ['an id under another name', `{"videoID":"${VIDEO}"}`, 400],
  ['a prototype', `{"__proto__":{"videoId":"${VIDEO}"}}`, 400],
  ['16 kB', padded(16 * 1024), 200],
  ['16 kB and a byte', padded(16 * 1024 + 1), 413],
  ['a megabyte', padded(1024 * 1024), 413],
];

const mismatches: readonly [what: string, request: () => Request][] = [
  ['an id in the body that differs from the path', () => post({ videoId: VIDEO }, {}, `/api/${OTHER}`)],
  ['an id in the body that differs from a path with a slash', () => post({ videoId: VIDEO }, {}, `/api/${OTHER}/`)],
  [
    'an id in the body that differs from an encoded path',
    () => post({ videoId: VIDEO }, {}, `/api/%${OTHER.charCodeAt(0).toString(16)}${OTHER.slice(1)}`),
  ],
  ['an id in the body that differs from the query', () => post({ videoId: VIDEO }, {}, `/api?videoId=${OTHER}`)],
  ['an id in the query that differs from the path', () => get(`/api/${OTHER}?videoId=${VIDEO}`)],
  ['two ids in the query', () => get(`/api?videoId=${VIDEO}&videoId=${OTHER}`)],
  ...[
    `/${OTHER}/x`,
    `/${OTHER}%2F`,
    `/${OTHER};x`,
    `/${OTHER}%00`,
    `/x${OTHER.toUpperCase()}.json`,
    `/${OTHER}/${VIDEO}`,
    `/%25${OTHER.charCodeAt(0).toString(16)}${OTHER.slice(1)}/%zz`,
    `/${EMULATED}/x`,
    `/%80${OTHER}`,
  ].map((path): [string, () => Request] => [
    `an id in the query that differs from the path ${path}`,
    () => get(`${path}?videoId=${VIDEO}`),
  ]),
  ['a body with two ids', () => post(`{"videoId":"${OTHER}","videoId":"${VIDEO}"}`)],
  ['a body with two ids, one under an escaped name', () => post(`{"video\\u0049d":"${OTHER}","videoId":"${VIDEO}"}`)],
  ['a body with a name twice in a member', () => post(`{"videoId":"${VIDEO}","a":[{"b":":","b":1}]}`)],
  ['two playback ids', () => post({ videoId: VIDEO, playbackId: PLAYBACK }, {}, `/api?playbackId=${PLAYBACK}x`)],
  ['two playback ids in the query', () => get(`/api/${VIDEO}?playbackId=${PLAYBACK}&playbackId=${PLAYBACK}x`)],
  [
    'release and no release',
    () => post({ videoId: VIDEO, playbackId: PLAYBACK, release: false }, {}, '/api?release=true'),
  ],
];

export const refusals: Contract = {
  ...Object.fromEntries(
    results.map(([what, result, status]) => [
      `responds with ${status} when authorize returns ${what}`,
      async () => {
        const authorize = async () => (typeof result === 'function' ? result() : result) as AuthorizeResult;
        await expectStatus(await createEndpoint({ authorize })(post({ videoId: VIDEO })), status);
      },
    ]),
  ),

  'responds with 500 when authorize rejects, and reports the error to onError only': async () => {
    const errors: string[] = [];
    const authorize = () => Promise.reject(new Error('the database of viewers is down'));
    const answer = createEndpoint({ authorize, onError: (error) => errors.push((error as Error).message) });
    await expectStatus(await answer(post({ videoId: VIDEO })), 500);
    expect(errors).toStrictEqual(['the database of viewers is down']);
  },

  'responds with 400 to a request of curl that names no video, and says what is missing': async () => {
    await expectStatus(await expectNoCallbacks(get('/api/stream-token')), 400);
    await expectStatus(await expectNoCallbacks(new Request('https://example.com/', { method: 'POST' })), 400);
  },

  'sends Retry-After with a refusal': async () => {
    const refusal = await createEndpoint({ authorize: () => refuse(429, { retryAfter: 12.2 }) })(
      post({ videoId: VIDEO }),
    );
    expect(refusal.headers.get('retry-after')).toBe('13');
  },

  ...Object.fromEntries(
    [NaN, -1, Infinity, 1e21].map((seconds) => [
      `responds with 500 instead of a Retry-After of ${seconds}, and reports where it comes from`,
      async () => {
        const errors: string[] = [];
        const onError = (error: unknown) => errors.push((error as Error).message);
        for (const options of [
          { limit: () => seconds },
          { authorize: () => ({ refused: 429, retryAfter: seconds }) },
        ]) {
          const response = await createEndpoint({ onError, ...(options as object) })(post({ videoId: VIDEO }));
          await expectStatus(response, 500);
          expect(response.headers.get('retry-after')).toBe(null);
        }
        const problem = (field: string) =>
          `A setting is missing or invalid: ${field} must be a finite number from 0 to 2147483648.`;
        expect(errors).toStrictEqual([problem('limit'), problem('retryAfter')]);
        expect(new SignerError('service-rate-limited', { retryAfter: seconds }).retryAfter).toBe(undefined);
      },
    ]),
  ),

  'calls limit before authorize: false is a 429, a number is a 429 with Retry-After': async () => {
    let authorized = 0;
    const authorize = () => (authorized += 1) > 0;
    const limited = async (pass: boolean | number) =>
      createEndpoint({ authorize, limit: () => pass })(post({ videoId: VIDEO }));
    await expectStatus(await limited(false), 429);
    const response = await limited(30);
    await expectStatus(response, 429);
    expect(response.headers.get('retry-after')).toBe('30');
    expect(authorized).toBe(0);
    await expectStatus(await limited(true), 200);
    expect(authorized).toBe(1);
  },

  'calls limit before it reads the body, with the signal of the request': async () => {
    const { body, pulled } = endless();
    const request = new Request('https://site.example/t', { method: 'POST', body, ...HALF });
    const during: string[] = [];
    const endpoint = createEndpoint({
      limit: (limited, { signal }) => {
        expect([limited.bodyUsed, signal.aborted]).toStrictEqual([false, false]);
        return false;
      },
      onError: (_error, context) => during.push(context.during),
    });
    await expectStatus(await endpoint(request), 429);
    expect([request.bodyUsed, during]).toStrictEqual([false, []]);
    expect(pulled()).toBeLessThan(2);
  },

  'calls limit for every request that it would read': async () => {
    const limit = () => false;
    const requests = [post('not JSON'), post({ videoId: 'x' }), get('/api'), post({ videoId: VIDEO, release: true })];
    for (const request of requests) await expectStatus(await createEndpoint({ limit })(request), 429);
    const deleting = new Request('https://site.example/t', { method: 'DELETE' });
    await expectStatus(await createEndpoint({ limit })(deleting), 405);
  },

  'responds with 429 when limit returns undefined': async () => {
    await expectStatus(await createEndpoint({ limit: (() => undefined) as never })(post({ videoId: VIDEO })), 429);
  },

  ...Object.fromEntries(
    ['PUT', 'PATCH', 'DELETE', 'HEAD', 'PROPFIND'].map((method) => [
      `refuses ${method} with 405, without calling authorize`,
      async () => {
        const response = await expectNoCallbacks(new Request(`https://site.example/t?videoId=${VIDEO}`, { method }));
        await expectStatus(response, 405);
        expect(response.headers.get('allow')).toBe('POST, GET, OPTIONS');
      },
    ]),
  ),

  'responds to OPTIONS without Origin with the allowed methods': async () => {
    const response = await expectNoCallbacks(new Request('https://site.example/t', { method: 'OPTIONS' }));
    expect(response.status).toBe(204);
    expect(response.headers.get('allow')).toBe('POST, GET, OPTIONS');
  },

  ...Object.fromEntries(
    Object.entries(ids).flatMap(([what, videoId]) => [
      [
        `refuses ${what} as the id in a body with 404, without calling authorize`,
        async () => expectStatus(await expectNoCallbacks(post({ videoId })), 404),
      ],
      [
        `refuses ${what} as the id in a query with 404, without calling authorize`,
        async () => {
          const query = new URLSearchParams({
            videoId: typeof videoId === 'string' ? videoId : JSON.stringify(videoId),
          });
          await expectStatus(await expectNoCallbacks(get(`/api/stream-token?${query}`)), 404);
        },
      ],
    ]),
  ),

  ...Object.fromEntries(
    bodies.map(([what, body, status]) => [
      `responds with ${status} to a body with ${what}`,
      async () => expectStatus(await (status === 200 ? createEndpoint() : expectNoCallbacks)(post(body)), status),
    ]),
  ),

  ...Object.fromEntries(
    mismatches.map(([what, request]) => [
      `refuses ${what} with 400, without calling authorize`,
      async () => expectStatus(await expectNoCallbacks(request()), 400),
    ]),
  ),

  'does not read a body whose Content-Length exceeds the limit': async () => {
    const { body, pulled } = endless();
    const request = new Request('https://site.example/t', { method: 'POST', body, ...HALF });
    request.headers.set('content-length', '20000');
    await expectStatus(await expectNoCallbacks(request), 413);
    expect(pulled()).toBeLessThan(2);
  },

  'stops reading an endless body at the limit': async () => {
    const { body, pulled } = endless();
    const request = new Request('https://site.example/t', { method: 'POST', body, ...HALF });
    await expectStatus(await expectNoCallbacks(request), 413);
    expect(pulled()).toBeGreaterThanOrEqual(16);
    expect(pulled()).toBeLessThanOrEqual(20);
  },
};

/** Node needs this for a stream; the types of `fetch` do not have it. */
const HALF = { duplex: 'half' } as object;

/** An endless body, and the number of kilobytes that were read. */
function endless(): { body: ReadableStream<Uint8Array>; pulled: () => number } {
  let chunks = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      chunks += 1;
      controller.enqueue(new Uint8Array(1024).fill(0x20));
    },
  });
  return { body, pulled: () => chunks };
}

function padded(size: number): string {
  const body = JSON.stringify({ videoId: VIDEO, padding: '' });
  return body.replace('""', `"${'x'.repeat(size - body.length)}"`);
}

/** Sends a request that must not reach any callback of the endpoint after `limit`. */
export async function expectNoCallbacks(
  request: Request,
  options: Partial<TokenEndpointOptions> = {},
): Promise<Response> {
  const reached: string[] = [];
  const callbacks = {
    authorize: () => (reached.push('authorize'), true),
    source: async () => (reached.push('source'), { token: 'not-to-be-seen', expiresIn: 1 }),
    onIssue: () => void reached.push('onIssue'),
    onError: () => void reached.push('onError'),
  };
  const response = await createEndpoint({ ...options, key: undefined, ...callbacks })(request);
  expect(reached).toStrictEqual([]);
  return response;
}

/** Expects a status, and for a refusal a body with the status and nothing else. */
export async function expectStatus(response: Response, status: number): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers.get('cache-control')).toBe('no-store');
  if (status === 200) return;
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const { detail, ...problem } = (await response.json()) as { detail?: unknown };
  expect(problem).toStrictEqual({ type: 'about:blank', title: TITLES[status], status });
  // Only the form of a request is explained: that says nothing about the site.
  expect(detail).toEqual(status === 400 ? expect.stringContaining('{"videoId":"…"') : undefined);
}

/** The statuses that any request may get. */
const STATUSES = [200, 204, 400, 403, 404, 405, 413];

export const arbitraryRequests: Contract = {
  'responds to any request, and issues a token only for the video that was authorized': () =>
    fc.assert(
      fc.asyncProperty(anything(), async ({ method, path, query, body, headers }) => {
        const authorized: TokenRequest[] = [];
        const endpoint = createEndpoint({ authorize: (_request, tokenRequest) => authorized.push(tokenRequest) > 0 });
        const url = `https://site.example/${encodeURIComponent(path)}?videoId=${encodeURIComponent(query)}`;
        const bodyless = method === 'GET' || method === 'HEAD';
        const response = await endpoint(new Request(url, { method, headers, body: bodyless ? null : body }));
        expect(STATUSES).toContain(response.status);
        expect(authorized).toHaveLength(response.status === 200 ? 1 : 0);
        for (const { videoId } of authorized) expect(videoId).toBe(VIDEO);
      }),
      { numRuns: 300 },
    ),

  'throws only a SignerError for any restrictions': () =>
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), (restrictions) => {
        try {
          createEndpoint({ restrictions: restrictions as never });
        } catch (error) {
          expect(error).toBeInstanceOf(SignerError);
        }
      }),
      { numRuns: 1000 },
    ),
};

function anything() {
  // Sometimes valid, so that some requests get a token.
  const id = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constant(VIDEO));
  const json = fc
    .oneof(fc.record({ videoId: fc.oneof(id, fc.jsonValue()) }), fc.jsonValue())
    .map((v) => JSON.stringify(v));
  return fc.record({
    method: fc.constantFrom('POST', 'POST', 'GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'),
    path: id,
    query: fc.oneof(id, fc.constant('')),
    body: fc.oneof(json, fc.string({ unit: 'binary' })),
    headers: fc.record(
      {
        origin: fc.constantFrom('https://site.example', 'https://evil.example', 'null'),
        'content-type': fc.constantFrom('application/json', 'text/plain', 'multipart/form-data'),
        'content-length': fc.constantFrom('0', '-1', 'x', '20000'),
      },
      { requiredKeys: [] },
    ),
  });
}
