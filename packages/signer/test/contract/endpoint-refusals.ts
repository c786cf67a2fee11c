import { refuse, type TokenEndpointOptions, type Verdict } from '@secure-stream/signer';
import { expect } from 'chai';
import type { Contract } from './contract.js';
import { endpoint } from './endpoint-answers.js';
import { get, post, VIDEO } from './fixtures.js';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

/** The record of a viewer, which somebody returns because it is truthy. */
class Viewer {
  readonly #name = 'Ada';
  get name() {
    return this.#name;
  }
}

const verdicts: readonly [what: string, verdict: unknown, status: number][] = [
  ['true', true, 200],
  ['an admission', { viewer: 'v-1' }, 200],
  ['false', false, 403],
  ['null', null, 403],
  ['nothing', undefined, 403],
  ['a refusal', refuse(), 403],
  ['a refusal to sign in', refuse(401), 401],
  ['a refusal to admit that there is a video', refuse(404), 404],
  ['a refusal for now', refuse(429), 429],
  ['a refusal with another status', { refused: 302 }, 500],
  ['an empty text', '', 403],
  ['a text', 'yes', 500],
  ['a number', 1, 500],
  ['a list', [], 500],
  ['an answer of its own', () => new Response(null, { status: 401 }), 500],
  ['a viewer’s record of a class', new Viewer(), 500],
  ['a viewer’s record', { id: 7, name: 'Ada' }, 500],
  ['a viewer who is no text', { viewer: 7 }, 500],
  ['a restriction that the service does not take', { expiresIn: 90_000 }, 500],
];

const ids: Readonly<Record<string, unknown>> = {
  'a path that climbs': '../../keys',
  'an encoded path that climbs': `..%2f..%2f${VIDEO}`,
  'an id with a path behind it': `${VIDEO}/../keys`,
  'an id with a query behind it': `${VIDEO}?x`,
  'an id with a line break and a header behind it': `${VIDEO}\r\nX-Injected: yes`,
  'an id with a line break behind it': `${VIDEO}\n`,
  'an id with a NUL behind it': `${VIDEO}\0`,
  'an id with white space around it': ` ${VIDEO} `,
  'ten kilobytes of digits': 'a'.repeat(10_240),
  'digits of another script': '５'.repeat(32),
  'a letter that looks like an a': `а${VIDEO.slice(1)}`,
  '31 digits': VIDEO.slice(1),
  '33 digits': `${VIDEO}0`,
  'letters beyond f': `g${VIDEO.slice(1)}`,
  'a token': 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln',
  'the name of a prototype': '__proto__',
  'an empty text': '',
  'a number': 12_345_678,
  'a list of one id': [VIDEO],
  'an object': { toString: VIDEO },
  true: true,
};

const bodies: readonly [what: string, body: string, status: number][] = [
  ['no JSON', `videoId=${VIDEO}`, 400],
  ['JSON that lost its end', `{"videoId":"${VIDEO}`, 400],
  ['a JSON text', `"${VIDEO}"`, 400],
  ['a JSON list', `["${VIDEO}"]`, 400],
  ['a JSON null', 'null', 400],
  ['no video', '{}', 404],
  ['nothing', '', 404],
  ['an id under another name', `{"videoID":"${VIDEO}"}`, 404],
  ['a prototype', `{"__proto__":{"videoId":"${VIDEO}"}}`, 404],
  ['16 kB', padded(16 * 1024), 200],
  ['16 kB and a byte', padded(16 * 1024 + 1), 413],
  ['a megabyte', padded(1024 * 1024), 413],
];

export const endpointRefusals: Contract = {
  ...Object.fromEntries(
    verdicts.map(([what, verdict, status]) => [
      `${what} from authorize is ${status}`,
      async () => {
        const authorize = async () => (typeof verdict === 'function' ? verdict() : verdict) as Verdict;
        await expectStatus(await endpoint({ authorize })(post({ videoId: VIDEO })), status);
      },
    ]),
  ),

  'authorize that throws is 500, and only the server is told why': async () => {
    const errors: string[] = [];
    const authorize = () => Promise.reject(new Error('the database of viewers is down'));
    const answer = endpoint({ authorize, onError: (error) => errors.push((error as Error).message) });
    await expectStatus(await answer(post({ videoId: VIDEO })), 500);
    expect(errors).to.deep.equal(['the database of viewers is down']);
  },

  'a refusal may say when to come back': async () => {
    const refusal = await endpoint({ authorize: () => refuse(429, { retryAfter: 12.2 }) })(post({ videoId: VIDEO }));
    expect(refusal.headers.get('retry-after')).to.equal('13');
  },

  'a limiter is asked first: its false is 429, its number is the time to wait': async () => {
    let authorized = 0;
    const authorize = () => (authorized += 1) > 0;
    const limited = async (pass: boolean | number) =>
      endpoint({ authorize, limit: () => pass })(post({ videoId: VIDEO }));
    await expectStatus(await limited(false), 429);
    const response = await limited(30);
    await expectStatus(response, 429);
    expect(response.headers.get('retry-after')).to.equal('30');
    expect(authorized).to.equal(0);
    await expectStatus(await limited(true), 200);
    expect(authorized).to.equal(1);
  },

  'a limiter that forgets to answer lets nobody in': async () => {
    await expectStatus(await endpoint({ limit: (() => undefined) as never })(post({ videoId: VIDEO })), 429);
  },

  ...Object.fromEntries(
    ['PUT', 'PATCH', 'DELETE', 'HEAD', 'PROPFIND'].map((method) => [
      `${method} is 405, and nobody is asked`,
      async () => {
        const response = await untouched(new Request(`https://site.example/t?videoId=${VIDEO}`, { method }));
        await expectStatus(response, 405);
        expect(response.headers.get('allow')).to.equal('POST, GET, OPTIONS');
      },
    ]),
  ),

  'OPTIONS of nobody in particular says what is allowed': async () => {
    const response = await untouched(new Request('https://site.example/t', { method: 'OPTIONS' }));
    expect(response.status).to.equal(204);
    expect(response.headers.get('allow')).to.equal('POST, GET, OPTIONS');
  },

  ...Object.fromEntries(
    Object.entries(ids).flatMap(([what, videoId]) => [
      [
        `${what} as the id in a body is 404, and nobody is asked`,
        async () => expectStatus(await untouched(post({ videoId })), 404),
      ],
      [
        `${what} as the id in a query is 404, and nobody is asked`,
        async () => {
          const query = new URLSearchParams({
            videoId: typeof videoId === 'string' ? videoId : JSON.stringify(videoId),
          });
          await expectStatus(await untouched(get(`/api/stream-token?${query}`)), 404);
        },
      ],
    ]),
  ),

  ...Object.fromEntries(
    bodies.map(([what, body, status]) => [
      `a body of ${what} is ${status}`,
      async () => expectStatus(await (status === 200 ? endpoint() : untouched)(post(body)), status),
    ]),
  ),

  'a body that announces too much is not read': async () => {
    const { body, pulled } = endless();
    const request = new Request('https://site.example/t', { method: 'POST', body, ...HALF });
    request.headers.set('content-length', '20000');
    await expectStatus(await untouched(request), 413);
    expect(pulled()).to.be.below(2);
  },

  'a body without an end is read until it is too long, and no further': async () => {
    const { body, pulled } = endless();
    const request = new Request('https://site.example/t', { method: 'POST', body, ...HALF });
    await expectStatus(await untouched(request), 413);
    expect(pulled()).to.be.within(16, 20);
  },
};

/** A stream needs this in Node, and no type of `fetch` has it yet. */
const HALF = { duplex: 'half' } as object;

/** Kilobytes without an end, and how many were taken. */
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

/** Asks an endpoint none of whose hooks may be reached. */
export async function untouched(request: Request, options: Partial<TokenEndpointOptions> = {}): Promise<Response> {
  const reached: string[] = [];
  const hooks = {
    limit: () => (reached.push('limit'), true),
    authorize: () => (reached.push('authorize'), true),
    source: async () => (reached.push('source'), { token: 'not-to-be-seen', expiresIn: 1 }),
    onIssue: () => void reached.push('onIssue'),
    onError: () => void reached.push('onError'),
  };
  const response = await endpoint({ ...options, key: undefined, ...hooks })(request);
  expect(reached).to.deep.equal([]);
  return response;
}

/** A refusal says its status and nothing else. */
export async function expectStatus(response: Response, status: number): Promise<void> {
  expect(response.status).to.equal(status);
  expect(response.headers.get('cache-control')).to.equal('no-store');
  if (status === 200) return;
  expect(response.headers.get('content-type')).to.equal('application/problem+json');
  expect(await response.json()).to.deep.equal({ type: 'about:blank', title: TITLES[status], status });
}
