import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { StreamError } from '../../src/stream-error.js';
import { createEndpointProvider, type EndpointProviderOptions } from '../../src/providers/endpoint.js';
import { RetryLaterError } from '../../src/token-errors.js';
import type { TokenContext } from '../../src/providers/provider.js';
import { VIDEO_ID } from '../support/session-fixture.ts';

const TOKEN = 'header.payload.signature';

interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type StubResponse = (response: ServerResponse, request: IncomingMessage) => void;

let origin = '';
let stub: StubResponse;
let received: ReceivedRequest[] = [];

const server = createServer((request, response) => {
  void text(request).then((body) => {
    received.push({ method: request.method!, url: request.url!, headers: request.headers, body });
    if (request.url === '/login') return response.end('<!doctype html><title>Log in</title>');
    stub(response, request);
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  received = [];
  stub = respond({ token: TOKEN, expiresIn: 60 });
});

function respond(body: unknown, status = 200, headers: Record<string, string> = {}): StubResponse {
  return (response) => {
    response.writeHead(status, headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

const context: TokenContext = { videoId: VIDEO_ID, reason: 'initial', signal: new AbortController().signal };

const requestToken = (options: Partial<EndpointProviderOptions> = {}, changes: Partial<TokenContext> = {}) =>
  createEndpointProvider({ url: `${origin}/token`, ...options })({ ...context, ...changes });

async function rejectionError(promise: Promise<unknown>): Promise<StreamError> {
  const error = await promise.then(
    () => new Error('The request succeeded.'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof StreamError) return error;
  throw error;
}

describe('the request of createEndpointProvider', () => {
  test('is a POST with the id in the body, without a cache', async () => {
    await requestToken();
    expect(received).toMatchObject([{ method: 'POST', url: '/token', body: JSON.stringify({ videoId: VIDEO_ID }) }]);
    expect(received[0]!.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-cache' });
  });

  test('is a GET with the id in the query, beside the parameters of the page', async () => {
    await requestToken({ method: 'get', url: `${origin}/token?course=7#top`, request: { params: { lesson: 'a b' } } });
    expect(received).toMatchObject([
      { method: 'GET', url: `/token?course=7&videoId=${VIDEO_ID}&lesson=a+b`, body: '' },
    ]);
  });

  test('has the id only in the URL when the URL contains {videoId}', async () => {
    await requestToken({ url: `${origin}/videos/{videoId}/token` }, { videoId: 'a/b' });
    expect(received).toMatchObject([{ url: '/videos/a%2Fb/token', body: '{}' }]);
  });

  test('has the id of the playback', async () => {
    const playbackId = 'random-id-0123456789';
    await requestToken({}, { playbackId });
    await requestToken({ method: 'GET' }, { playbackId });
    expect(JSON.parse(received[0]!.body)).toEqual({ videoId: VIDEO_ID, playbackId });
    expect(received[1]!.url).toBe(`/token?videoId=${VIDEO_ID}&playbackId=${playbackId}`);
  });

  test('is a POST with `takeover`, also where others are a GET', async () => {
    const viewing = { playbackId: 'random-id-0123456789', takeover: true };
    for (const method of ['POST', 'GET']) await requestToken({ method }, viewing);
    const body = JSON.stringify({ videoId: VIDEO_ID, ...viewing });
    expect(received).toMatchObject(['POST', 'GET'].map(() => ({ method: 'POST', url: '/token', body })));
  });

  test('resolves a relative URL against the base URL', async () => {
    await requestToken({ url: '../token', baseUrl: `${origin}/course/lesson/` });
    expect(received).toMatchObject([{ url: '/course/token' }]);
  });

  test('has the headers and members of tokenRequest, called for each request', async () => {
    let bearer = 0;
    const provider = createEndpointProvider({
      url: `${origin}/token`,
      request: ({ reason }) => ({ headers: { authorization: `Bearer ${(bearer += 1)}` }, body: { reason } }),
    });
    await provider(context);
    await provider({ ...context, reason: 'renewal' });
    expect(received.map(({ headers, body }) => [headers.authorization, JSON.parse(body)])).toEqual([
      ['Bearer 1', { videoId: VIDEO_ID, reason: 'initial' }],
      ['Bearer 2', { videoId: VIDEO_ID, reason: 'renewal' }],
    ]);
  });
});

describe('createEndpointProvider accepts', () => {
  test.each<[string, unknown, object]>([
    ['a grant', { token: TOKEN, expiresIn: 60 }, { token: TOKEN, expiresIn: 60 }],
    ['a grant with a lifetime as a string', { token: TOKEN, expiresIn: '60' }, { token: TOKEN, expiresIn: 60 }],
    ["the service's envelope", { result: { token: TOKEN }, success: true, errors: [], messages: [] }, { token: TOKEN }],
    ['the bare token', TOKEN, { token: TOKEN }],
    ['the bare token and a line feed', `${TOKEN}\n`, { token: TOKEN }],
    ['the token as a JSON string', JSON.stringify(TOKEN), { token: TOKEN }],
  ])('%s', async (_, body, grant) => {
    stub = respond(body);
    expect((await requestToken()).grant).toEqual(grant);
  });

  test('a response with the time of the server', async () => {
    stub = respond({ token: TOKEN }, 200, { date: 'Tue, 24 Nov 2026 12:00:00 GMT' });
    expect((await requestToken()).serverTime).toBe(Date.UTC(2026, 10, 24, 12));
    stub = (response) => {
      response.sendDate = false;
      response.end(TOKEN);
    };
    expect((await requestToken()).serverTime).toBe(undefined);
  });

  test('a response in chunks that split a character', async () => {
    const bytes = Buffer.from(JSON.stringify({ token: TOKEN, note: 'é' }));
    const cut = bytes.indexOf(0xc3) + 1;
    stub = (response) => {
      response.write(bytes.subarray(0, cut));
      setTimeout(() => response.end(bytes.subarray(cut)), 20);
    };
    expect((await requestToken()).grant.token).toBe(TOKEN);
  });
});

describe('createEndpointProvider rejects', () => {
  const long = { token: TOKEN, padding: 'x'.repeat(1_000_000) };
  const redirect = (status: number): StubResponse => respond('', status, { location: '/login' });

  test.each<[string, StubResponse, string, RegExp]>([
    ['an HTML page', respond('<!doctype html><p>Hello'), 'token-malformed', /html/],
    ['a redirect to a login page', redirect(302), 'token-denied', /redirected/],
    ['a 303 to a login page', redirect(303), 'token-denied', /redirected/],
    ['an empty response', respond(''), 'token-malformed', /empty/],
    ['204, no content', respond('', 204), 'token-malformed', /empty/],
    ['a megabyte of JSON', respond(long), 'token-malformed', /65536 characters/],
    ['incomplete JSON', respond('{"token":"header.payl'), 'token-malformed', /not json/],
    ['a word', respond('no'), 'token-malformed', /not json/],
    ['JSON without a token', respond({ jwt: TOKEN }), 'token-malformed', /no token/],
    ['null', respond('null'), 'token-malformed', /not json/],
    ['a list', respond([TOKEN]), 'token-malformed', /no token/],
    ['a number as token', respond({ token: 7 }), 'token-malformed', /not a token/],
    [
      'a token that is another path',
      respond({ token: '../../other' + '/..'.repeat(5) + '?' }),
      'token-malformed',
      /not a token/,
    ],
    ['a lifetime that is a word', respond({ token: TOKEN, expiresIn: 'soon' }), 'token-malformed', /not a lifetime/],
    [
      'an envelope that was refused',
      respond({ success: false, errors: [{ code: 10_005 }], result: null }),
      'token-malformed',
      /refused/,
    ],
    ['400', respond('', 400), 'config', /400/],
    ['401', respond({ token: TOKEN }, 401), 'token-denied', /401/],
    ['403', respond('', 403), 'token-denied', /403/],
    ['404', respond('', 404), 'not-found', /404/],
    ['405', respond('', 405), 'config', /405/],
    ['408', respond('', 408), 'token-unreachable', /408/],
    ['410', respond('', 410), 'not-found', /410/],
    ['429', respond('', 429), 'token-unreachable', /429/],
    ['500', respond({ token: TOKEN }, 500), 'token-unreachable', /500/],
    ['502 with a page', respond('<h1>Bad gateway', 502), 'token-unreachable', /502/],
    [
      'a connection closed before the response',
      (response) => response.destroy(),
      'token-unreachable',
      /is unreachable/,
    ],
    [
      'a connection closed during the response',
      (response) => {
        response.writeHead(200, { 'content-length': '500' });
        response.write('{"token":');
        setTimeout(() => response.destroy(), 20);
      },
      'token-unreachable',
      /incomplete response/,
    ],
  ])('%s', async (_, given, reason, detail) => {
    stub = given;
    const error = await rejectionError(requestToken());
    expect([error.reason, error.detail]).toEqual([reason, expect.stringMatching(detail)]);
    expect(error).not.toBeInstanceOf(RetryLaterError);
  });

  test('an opaque response', async () => {
    const opaque = Object.defineProperties(new Response(null), {
      type: { value: 'opaque' },
      status: { value: 0 },
      ok: { value: false },
    });
    const error = await rejectionError(requestToken({ fetch: async () => opaque }));
    expect([error.reason, error.detail]).toEqual(['config', 'The token endpoint responded with 0.']);
  });

  test('mixed content as config, unless the viewer is offline or the endpoint is local', async () => {
    const fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const reasonFor = async (url: string) => (await rejectionError(requestToken({ url, fetch }))).reason;
    vi.stubGlobal('location', { protocol: 'https:', href: 'https://site.example/' });
    vi.stubGlobal('navigator', { onLine: true });
    try {
      expect(await reasonFor('http://api.example/token')).toBe('config');
      expect(await reasonFor('https://api.example/token')).toBe('token-unreachable');
      expect(await reasonFor('http://localhost:8787/token')).toBe('token-unreachable');
      vi.stubGlobal('navigator', { onLine: false });
      expect(await reasonFor('http://api.example/token')).toBe('token-unreachable');
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test('an unreachable endpoint', async () => {
    expect((await rejectionError(requestToken({ url: 'http://127.0.0.1:1/token' }))).reason).toBe('token-unreachable');
  });

  test('an invalid URL', async () => {
    expect((await rejectionError(requestToken({ url: 'http://' }))).reason).toBe('config');
    expect((await rejectionError(requestToken({ url: '/token', baseUrl: undefined }))).reason).toBe('config');
  });

  test('a tokenRequest function that throws', async () => {
    const request = () => Promise.reject(new Error('no bearer'));
    expect((await rejectionError(requestToken({ request }))).reason).toBe('token-unreachable');
    expect(received).toHaveLength(0);
  });

  test('an endless response when the signal is aborted', async () => {
    const lifetime = new AbortController();
    const isClosed = new Promise<void>((resolve) => {
      stub = (response) => {
        const timer = setInterval(() => response.write('x'.repeat(1024)), 1);
        response.on('close', () => (clearInterval(timer), resolve()));
        setTimeout(() => lifetime.abort(), 50);
      };
    });
    expect((await rejectionError(requestToken({}, { signal: lifetime.signal }))).reason).toBe('token-unreachable');
    await isClosed;
  });

  test('an endpoint that hangs when the signal is aborted', async () => {
    const lifetime = new AbortController();
    const isClosed = new Promise<void>((resolve) => {
      stub = (response, request) => {
        request.on('close', resolve);
        response.on('close', resolve);
        lifetime.abort();
      };
    });
    expect((await rejectionError(requestToken({}, { signal: lifetime.signal }))).reason).toBe('token-unreachable');
    await isClosed;
  });
});

describe('Retry-After', () => {
  const DATE = 'Tue, 24 Nov 2026 12:00:00 GMT';
  const retryAfter = async (headers: Record<string, string>, status = 503, wall = Date.UTC(2026, 10, 23)) => {
    stub = respond('', status, { date: DATE, ...headers });
    const error = await rejectionError(requestToken({ clock: { wall: () => wall } }));
    return error instanceof RetryLaterError ? error.retryAfter : undefined;
  };

  test('is read as seconds', async () => {
    expect(await retryAfter({ 'retry-after': '120' })).toBe(120_000);
    expect(await retryAfter({ 'retry-after': '3' }, 429)).toBe(3000);
  });

  test('is read as a date relative to the Date header', async () => {
    expect(await retryAfter({ 'retry-after': 'Tue, 24 Nov 2026 12:01:30 GMT' })).toBe(90_000);
  });

  test("is read as a date relative to the viewer's clock without a Date header", async () => {
    const retryAfterHeader = { 'retry-after': 'Tue, 24 Nov 2026 12:01:30 GMT', date: '' };
    expect(await retryAfter(retryAfterHeader, 503, Date.UTC(2026, 10, 24, 12))).toBe(90_000);
  });

  test.each(['', '0', '-5', 'soon', 'Tue, 24 Nov 2026 11:00:00 GMT', '1.5'])(
    'is ignored for the value %j',
    async (value) => {
      expect(await retryAfter({ 'retry-after': value })).toBeUndefined();
    },
  );

  test('is ignored for a denial', async () => {
    expect(await retryAfter({ 'retry-after': '5' }, 403)).toBeUndefined();
  });
});

describe('a refusal of a viewing', () => {
  test.each([
    [
      { reason: 'viewing-limit', limit: 2, devices: ['Telephone'] },
      { limit: 2, devices: ['Telephone'] },
    ],
    [{ reason: 'displaced' }, {}],
    [{ reason: 'revoked' }, {}],
  ])('%j ends playback, and says what the site said', async ({ reason, ...more }, details) => {
    stub = respond({ title: 'Forbidden', status: 403, reason, ...more }, 403);
    const error = await rejectionError(requestToken());
    expect(error).toMatchObject({ reason, endsPlayback: true, remedy: 'viewer', ...details });
  });

  test('is nothing else than token-denied without a known reason, or with another status', async () => {
    stub = respond({ reason: 'other' }, 403);
    expect((await rejectionError(requestToken())).reason).toBe('token-denied');
    stub = respond({ reason: 'revoked' }, 401);
    const error = await rejectionError(requestToken());
    expect([error.reason, error.endsPlayback]).toEqual(['token-denied', undefined]);
  });
});

describe('an answer without end', () => {
  /** Bytes. */
  const ENDLESS = 60_000_000;

  test.each([
    [200, 'token-malformed'],
    [403, 'token-denied'],
  ])('with status %i is read up to its limit, and rejects with %s', async (status, reason) => {
    let sent = 0;
    const closed = new Promise((resolve) => {
      stub = (response) => {
        response.writeHead(status);
        response.on('close', resolve);
        const write = () => {
          while (!response.destroyed && sent < ENDLESS) {
            sent += 65_536;
            if (!response.write('x'.repeat(65_536))) return;
          }
          response.end();
        };
        response.on('drain', write);
        write();
      };
    });
    expect(await rejectionError(requestToken())).toMatchObject({ reason });
    await closed;
    // What the sockets of both sides hold was sent too.
    expect(sent).toBeLessThan(ENDLESS / 2);
  });
});
