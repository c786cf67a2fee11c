import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { StreamError } from '../../src/catalogue/errors.js';
import { endpointProvider, type EndpointProviderOptions } from '../../src/session/endpoint-provider.js';
import { RetryLaterError } from '../../src/session/faults.js';
import type { TokenContext } from '../../src/session/provider.js';
import { VIDEO } from './room.ts';

const TOKEN = 'header.payload.signature';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

let origin = '';
let answer: Answer;
let seen: Seen[] = [];

const server = createServer((request, response) => {
  void text(request).then((body) => {
    seen.push({ method: request.method!, url: request.url!, headers: request.headers, body });
    if (request.url === '/login') return response.end('<!doctype html><title>Log in</title>');
    answer(response, request);
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
  seen = [];
  answer = says({ token: TOKEN, expiresIn: 60 });
});

function says(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

const context: TokenContext = { videoId: VIDEO, reason: 'initial', signal: new AbortController().signal };

const ask = (options: Partial<EndpointProviderOptions> = {}, changes: Partial<TokenContext> = {}) =>
  endpointProvider({ url: `${origin}/token`, ...options })({ ...context, ...changes });

async function errorOf(promise: Promise<unknown>): Promise<StreamError> {
  const error = await promise.then(
    () => new Error('It was answered.'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof StreamError) return error;
  throw error;
}

describe('what is asked', () => {
  test('a POST with the id in the body, cached nowhere', async () => {
    await ask();
    expect(seen).toMatchObject([{ method: 'POST', url: '/token', body: JSON.stringify({ videoId: VIDEO }) }]);
    expect(seen[0]!.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-cache' });
  });

  test('a GET with the id in the query, beside what the page has there', async () => {
    await ask({ method: 'get', url: `${origin}/token?course=7#top`, request: { params: { lesson: 'a b' } } });
    expect(seen).toMatchObject([{ method: 'GET', url: `/token?course=7&videoId=${VIDEO}&lesson=a+b`, body: '' }]);
  });

  test('an address with the id in it, and then nowhere else', async () => {
    await ask({ url: `${origin}/videos/{videoId}/token` }, { videoId: 'a/b' });
    expect(seen).toMatchObject([{ url: '/videos/a%2Fb/token', body: '{}' }]);
  });

  test('a relative address, against the page as it was', async () => {
    await ask({ url: '../token', base: `${origin}/course/lesson/` });
    expect(seen).toMatchObject([{ url: '/course/token' }]);
  });

  test('with the headers and members that the page adds, made anew for each request', async () => {
    let bearer = 0;
    const provider = endpointProvider({
      url: `${origin}/token`,
      request: ({ reason }) => ({ headers: { authorization: `Bearer ${(bearer += 1)}` }, body: { reason } }),
    });
    await provider(context);
    await provider({ ...context, reason: 'renewal' });
    expect(seen.map(({ headers, body }) => [headers.authorization, JSON.parse(body)])).toEqual([
      ['Bearer 1', { videoId: VIDEO, reason: 'initial' }],
      ['Bearer 2', { videoId: VIDEO, reason: 'renewal' }],
    ]);
  });
});

describe('what is a grant', () => {
  test.each<[string, unknown, object]>([
    ['a grant', { token: TOKEN, expiresIn: 60 }, { token: TOKEN, expiresIn: 60 }],
    ['a grant with a lifetime in words', { token: TOKEN, expiresIn: '60' }, { token: TOKEN, expiresIn: 60 }],
    ["the service's envelope", { result: { token: TOKEN }, success: true, errors: [], messages: [] }, { token: TOKEN }],
    ['the bare token', TOKEN, { token: TOKEN }],
    ['the bare token and a line feed', `${TOKEN}\n`, { token: TOKEN }],
    ['the token as a JSON string', JSON.stringify(TOKEN), { token: TOKEN }],
  ])('%s', async (_, body, grant) => {
    answer = says(body);
    expect((await ask()).grant).toEqual(grant);
  });

  test('it comes with the time of the server', async () => {
    answer = says({ token: TOKEN }, 200, { date: 'Tue, 24 Nov 2026 12:00:00 GMT' });
    expect((await ask()).serverTime).toBe(Date.UTC(2026, 10, 24, 12));
    answer = (response) => {
      response.sendDate = false;
      response.end(TOKEN);
    };
    expect(await ask()).not.toHaveProperty('serverTime');
  });

  test('it may come in pieces that cut a character in two', async () => {
    const bytes = Buffer.from(JSON.stringify({ token: TOKEN, note: 'é' }));
    const cut = bytes.indexOf(0xc3) + 1;
    answer = (response) => {
      response.write(bytes.subarray(0, cut));
      setTimeout(() => response.end(bytes.subarray(cut)), 20);
    };
    expect((await ask()).grant.token).toBe(TOKEN);
  });
});

describe('what is not', () => {
  const long = { token: TOKEN, padding: 'x'.repeat(1_000_000) };
  const redirect = (status: number): Answer => says('', status, { location: '/login' });

  test.each<[string, Answer, string, RegExp]>([
    ['an HTML page', says('<!doctype html><p>Hello'), 'token-malformed', /html/],
    ['a redirect to a login page', redirect(302), 'token-denied', /redirected/],
    ['a 303 to a login page', redirect(303), 'token-denied', /redirected/],
    ['an empty answer', says(''), 'token-malformed', /empty/],
    ['204, no content', says('', 204), 'token-malformed', /empty/],
    ['a megabyte of JSON', says(long), 'token-malformed', /65536 characters/],
    ['half of a JSON', says('{"token":"header.payl'), 'token-malformed', /not json/],
    ['a word', says('no'), 'token-malformed', /not json/],
    ['JSON without a token', says({ jwt: TOKEN }), 'token-malformed', /no token/],
    ['null', says('null'), 'token-malformed', /not json/],
    ['a list', says([TOKEN]), 'token-malformed', /no token/],
    ['a number for a token', says({ token: 7 }), 'token-malformed', /not a token/],
    [
      'a token that is another path',
      says({ token: '../../other' + '/..'.repeat(5) + '?' }),
      'token-malformed',
      /not a token/,
    ],
    ['a lifetime that is a word', says({ token: TOKEN, expiresIn: 'soon' }), 'token-malformed', /not a lifetime/],
    [
      'an envelope that was refused',
      says({ success: false, errors: [{ code: 10_005 }], result: null }),
      'token-malformed',
      /refused/,
    ],
    ['400', says('', 400), 'config', /400/],
    ['401', says({ token: TOKEN }, 401), 'token-denied', /401/],
    ['403', says('', 403), 'token-denied', /403/],
    ['404', says('', 404), 'not-found', /404/],
    ['405', says('', 405), 'config', /405/],
    ['408', says('', 408), 'token-unreachable', /408/],
    ['410', says('', 410), 'not-found', /410/],
    ['429', says('', 429), 'token-unreachable', /429/],
    ['500', says({ token: TOKEN }, 500), 'token-unreachable', /500/],
    ['502 with a page', says('<h1>Bad gateway', 502), 'token-unreachable', /502/],
    [
      'a connection that breaks before the answer',
      (response) => response.destroy(),
      'token-unreachable',
      /did not answer/,
    ],
    [
      'a connection that breaks in mid-answer',
      (response) => {
        response.writeHead(200, { 'content-length': '500' });
        response.write('{"token":');
        setTimeout(() => response.destroy(), 20);
      },
      'token-unreachable',
      /broke off/,
    ],
  ])('%s', async (_, given, reason, detail) => {
    answer = given;
    const error = await errorOf(ask());
    expect([error.reason, error.detail]).toEqual([reason, expect.stringMatching(detail)]);
    expect(error).not.toBeInstanceOf(RetryLaterError);
  });

  test('an answer that the page may not read', async () => {
    const opaque = Object.defineProperties(new Response(null), {
      type: { value: 'opaque' },
      status: { value: 0 },
      ok: { value: false },
    });
    const error = await errorOf(ask({ fetch: async () => opaque }));
    expect([error.reason, error.detail]).toEqual(['config', 'The token endpoint answered 0.']);
  });

  test('nobody there', async () => {
    expect((await errorOf(ask({ url: 'http://127.0.0.1:1/token' }))).reason).toBe('token-unreachable');
  });

  test('an address that is none', async () => {
    expect((await errorOf(ask({ url: 'http://' }))).reason).toBe('config');
    expect((await errorOf(ask({ url: '/token', base: undefined }))).reason).toBe('config');
  });

  test('a function of the page that throws', async () => {
    const request = () => Promise.reject(new Error('no bearer'));
    expect((await errorOf(ask({ request }))).reason).toBe('token-unreachable');
    expect(seen).toHaveLength(0);
  });

  test('an endless answer is left when nobody waits any more', async () => {
    const life = new AbortController();
    const closed = new Promise<void>((resolve) => {
      answer = (response) => {
        const timer = setInterval(() => response.write('x'.repeat(1024)), 1);
        response.on('close', () => (clearInterval(timer), resolve()));
        setTimeout(() => life.abort(), 50);
      };
    });
    expect((await errorOf(ask({}, { signal: life.signal }))).reason).toBe('token-unreachable');
    await closed;
  });

  test('an endpoint that hangs is left when nobody waits any more', async () => {
    const life = new AbortController();
    const closed = new Promise<void>((resolve) => {
      answer = (response, request) => {
        request.on('close', resolve);
        response.on('close', resolve);
        life.abort();
      };
    });
    expect((await errorOf(ask({}, { signal: life.signal }))).reason).toBe('token-unreachable');
    await closed;
  });
});

describe('Retry-After', () => {
  const DATE = 'Tue, 24 Nov 2026 12:00:00 GMT';
  const retryAfter = async (headers: Record<string, string>, status = 503, wall = Date.UTC(2026, 10, 23)) => {
    answer = says('', status, { date: DATE, ...headers });
    const error = await errorOf(ask({ clock: { wall: () => wall } }));
    return error instanceof RetryLaterError ? error.retryAfter : undefined;
  };

  test('may be seconds', async () => {
    expect(await retryAfter({ 'retry-after': '120' })).toBe(120_000);
    expect(await retryAfter({ 'retry-after': '3' }, 429)).toBe(3000);
  });

  test("may be a date, which is read against the server's own, not the viewer's", async () => {
    expect(await retryAfter({ 'retry-after': 'Tue, 24 Nov 2026 12:01:30 GMT' })).toBe(90_000);
  });

  test("without a date of the server, the viewer's clock has to do", async () => {
    const wish = { 'retry-after': 'Tue, 24 Nov 2026 12:01:30 GMT', date: '' };
    expect(await retryAfter(wish, 503, Date.UTC(2026, 10, 24, 12))).toBe(90_000);
  });

  test.each(['', '0', '-5', 'soon', 'Tue, 24 Nov 2026 11:00:00 GMT', '1.5'])('%s says nothing', async (value) => {
    expect(await retryAfter({ 'retry-after': value })).toBeUndefined();
  });

  test('does not turn a denial into something to wait for', async () => {
    expect(await retryAfter({ 'retry-after': '5' }, 403)).toBeUndefined();
  });
});
