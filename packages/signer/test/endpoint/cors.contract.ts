import { refuse, type CorsOptions, type EndpointWarning } from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import type { Contract } from '../support/contract.js';
import { createEndpoint } from './token-endpoint.contract.js';
import { expectStatus, expectNoCallbacks } from './refusals.contract.js';
import { get, post, VIDEO } from '../support/fixtures.js';

const PAGE = 'https://www.site.example';
const cors: CorsOptions = { origins: [PAGE, 'http://localhost:5173'] };
const from = (origin: string, headers: Record<string, string> = {}) => post({ videoId: VIDEO }, { origin, ...headers });

const sameOrigin: Readonly<Record<string, () => Request>> = {
  'a server, without Origin and Sec-Fetch-Site': () => post({ videoId: VIDEO }),
  'its own page': () => from('https://site.example'),
  'its own page behind a proxy that terminates TLS': () => from('http://site.example'),
  'its own page by Sec-Fetch-Site': () => from('https://public.example', { 'sec-fetch-site': 'same-origin' }),
};

/** Requests without `Origin`: a browser omits it for a GET without CORS, such as an image or a script element. */
const withoutOrigin: readonly [site: string | undefined, status: number][] = [
  ['cross-site', 403],
  ['same-site', 403],
  ['same-origin', 200],
  ['none', 200],
  [undefined, 200],
];

const foreign: Readonly<Record<string, string>> = {
  'another site': 'https://evil.example',
  'a subdomain of its own': 'https://evil.site.example',
  'a host that ends like its own': 'https://notsite.example',
  'a host that starts like its own': 'https://site.example.evil.example',
  'another port of its own host': 'https://site.example:8443',
  'a host that starts like an allowed one': `${PAGE}.evil.example`,
  'an allowed host with another scheme': 'http://www.site.example',
  'an allowed origin with a path': `${PAGE}/`,
  'an opaque origin, such as a sandboxed frame': 'null',
  'a value that is not an origin': 'site.example',
  'a wildcard': '*',
};

export const corsHandling: Contract = {
  ...Object.fromEntries(
    Object.entries(sameOrigin).map(([who, request]) => [
      `responds to ${who}, without CORS headers`,
      async () => {
        const response = await createEndpoint({ cors })(request());
        await expectStatus(response, 200);
        expect(corsOf(response)).toStrictEqual({});
        expect(response.headers.get('vary')).toBe('Origin');
      },
    ]),
  ),

  ...Object.fromEntries(
    Object.entries(foreign).flatMap(([who, origin]) => [
      [
        `refuses ${who} with 403, without calling authorize`,
        async () => {
          const response = await expectNoCallbacks(from(origin), { cors });
          await expectStatus(response, 403);
          expect(corsOf(response)).toStrictEqual({});
        },
      ],
      [
        `refuses a preflight of ${who} without CORS headers`,
        async () => {
          const response = await expectNoCallbacks(preflight(origin), { cors });
          await expectStatus(response, 403);
          expect(corsOf(response)).toStrictEqual({});
        },
      ],
    ]),
  ),

  ...Object.fromEntries(
    withoutOrigin.map(([site, status]) => [
      `responds with ${status} to a GET without Origin and with Sec-Fetch-Site ${site ?? 'missing'}`,
      async () => {
        const request = get(`/${VIDEO}`, site === undefined ? {} : { 'sec-fetch-site': site });
        await expectStatus(
          await (status === 200 ? createEndpoint({ cors })(request) : expectNoCallbacks(request)),
          status,
        );
      },
    ]),
  ),

  'refuses its own host over http when Sec-Fetch-Site says cross-site': async () => {
    const request = from('http://site.example', { 'sec-fetch-site': 'cross-site' });
    await expectStatus(await expectNoCallbacks(request, { cors }), 403);
  },

  'throws when the list is a string, which would match substrings': () => {
    for (const origins of [PAGE, undefined, null, [7], { 0: PAGE }]) {
      expect(() => createEndpoint({ cors: { origins } as never }), JSON.stringify(origins)).toThrow(
        expect.objectContaining({ name: 'SignerError', reason: 'config', field: 'cors.origins' }),
      );
    }
  },

  'refuses every other origin without a list': async () => {
    await expectStatus(await expectNoCallbacks(from(PAGE)), 403);
  },

  'warns once of each refused origin, and of ten at most': async () => {
    const warnings: EndpointWarning[] = [];
    const endpoint = createEndpoint({ cors, onWarning: (warning) => void warnings.push(warning) });
    await endpoint(from('http://localhost:5174'));
    await endpoint(from('http://localhost:5174'));
    await endpoint(from('null'));
    expect(warnings.map(({ warning, field }) => [warning, field])).toStrictEqual([
      ['foreign-origin', 'cors.origins'],
      ['foreign-origin', 'cors.origins'],
    ]);
    expect(warnings[0]?.message).toBe(
      "Refused a page of http://localhost:5174. If it is yours, list it: cors: { origins: ['http://localhost:5174'] }.",
    );
    for (let port = 1; port < 20; port += 1) await endpoint(from(`http://localhost:${port}`));
    expect(warnings).toHaveLength(10);
  },

  'writes nothing of a malformed Origin into a warning': async () => {
    const messages: string[] = [];
    const endpoint = createEndpoint({ cors, onWarning: ({ message }) => void messages.push(message) });
    await endpoint(from("https://evil.example'] }) // [forged line"));
    await endpoint(from('https://evil.example/path?secret=1#fragment'));
    expect(messages.join()).not.toMatch(/forged|secret|fragment/);
    expect(messages).toHaveLength(2);
  },

  'does not treat * in the list as a wildcard': async () => {
    await expectStatus(await expectNoCallbacks(from('https://evil.example'), { cors: { origins: ['*'] } }), 403);
  },

  'sends an allowed origin CORS headers with credentials and the headers that the element reads': async () => {
    const response = await createEndpoint({ cors })(from(PAGE));
    await expectStatus(response, 200);
    expect(corsOf(response)).toStrictEqual({
      'access-control-allow-origin': PAGE,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'Date, Retry-After',
    });
    expect(response.headers.get('vary')).toBe('Origin');
  },

  'sends no credentials header when credentials are off': async () => {
    const response = await createEndpoint({ cors: { ...cors, credentials: false } })(from(PAGE));
    expect(corsOf(response)).not.toHaveProperty('access-control-allow-credentials');
  },

  'sends CORS headers with a refusal too': async () => {
    for (const [authorize, status] of [
      [() => refuse(401), 401],
      [() => Promise.reject(new Error('down')), 500],
    ] as const) {
      const response = await createEndpoint({ cors, authorize })(from(PAGE));
      await expectStatus(response, status);
      expect(corsOf(response)).toMatchObject({ 'access-control-allow-origin': PAGE });
    }
  },

  'allows the requested methods and headers in a preflight': async () => {
    const response = await expectNoCallbacks(preflight(PAGE, 'authorization, content-type'), { cors });
    expect(response.status).toBe(204);
    expect(corsOf(response)).toMatchObject({
      'access-control-allow-origin': PAGE,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST, GET, OPTIONS',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': '7200',
    });
    expect(response.headers.get('vary')).toBe('Origin, Access-Control-Request-Headers');
  },

  'sends the configured max-age in a preflight': async () => {
    const response = await expectNoCallbacks(preflight(PAGE), { cors: { ...cors, maxAge: 60 } });
    expect(corsOf(response)).toMatchObject({
      'access-control-max-age': '60',
      'access-control-allow-headers': 'Content-Type',
    });
  },
};

function preflight(origin: string, headers?: string): Request {
  const requested = headers === undefined ? {} : { 'access-control-request-headers': headers };
  return new Request('https://site.example/api/stream-token', {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', ...requested },
  });
}

const corsOf = ({ headers }: Response): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));
