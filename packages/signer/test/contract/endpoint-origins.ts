import { refuse, type CorsOptions } from '@secure-stream/signer';
import { expect } from 'chai';
import type { Contract } from './contract.js';
import { endpoint } from './endpoint-answers.js';
import { expectStatus, untouched } from './endpoint-refusals.js';
import { post, VIDEO } from './fixtures.js';

const PAGE = 'https://www.site.example';
const cors: CorsOptions = { origins: [PAGE, 'http://localhost:5173'] };
const from = (origin: string, headers: Record<string, string> = {}) => post({ videoId: VIDEO }, { origin, ...headers });

const own: Readonly<Record<string, () => Request>> = {
  'a server, which names no page': () => post({ videoId: VIDEO }),
  'its own page': () => from('https://site.example'),
  'its own page, behind something that ends TLS': () => from('http://site.example'),
  'its own page, by the word of the browser': () => from('https://public.example', { 'sec-fetch-site': 'same-origin' }),
};

const strangers: Readonly<Record<string, string>> = {
  'another site': 'https://evil.example',
  'a subdomain of its own': 'https://evil.site.example',
  'a longer name that ends like its own': 'https://notsite.example',
  'a longer name that starts like its own': 'https://site.example.evil.example',
  'another port of its own host': 'https://site.example:8443',
  'a longer name that starts like a listed one': `${PAGE}.evil.example`,
  'a listed host over another scheme': 'http://www.site.example',
  'a listed origin with a path': `${PAGE}/`,
  'a page of no origin, such as a sandboxed frame': 'null',
  'something that is no origin': 'site.example',
  'every page at once': '*',
};

export const endpointOrigins: Contract = {
  ...Object.fromEntries(
    Object.entries(own).map(([who, request]) => [
      `${who} is answered, without CORS`,
      async () => {
        const response = await endpoint({ cors })(request());
        await expectStatus(response, 200);
        expect(corsOf(response)).to.deep.equal({});
        expect(response.headers.get('vary')).to.equal('Origin');
      },
    ]),
  ),

  ...Object.fromEntries(
    Object.entries(strangers).flatMap(([who, origin]) => [
      [
        `${who} is 403, and nobody is asked`,
        async () => {
          const response = await untouched(from(origin), { cors });
          await expectStatus(response, 403);
          expect(corsOf(response)).to.deep.equal({});
        },
      ],
      [
        `${who} learns nothing from a preflight`,
        async () => {
          const response = await untouched(preflight(origin), { cors });
          await expectStatus(response, 403);
          expect(corsOf(response)).to.deep.equal({});
        },
      ],
    ]),
  ),

  'without a list every other origin is a stranger': async () => {
    await expectStatus(await untouched(from(PAGE)), 403);
  },

  'a list with a star lets in nobody more': async () => {
    await expectStatus(await untouched(from('https://evil.example'), { cors: { origins: ['*'] } }), 403);
  },

  'a listed page is answered with its own name, its cookies, and the headers that the element reads': async () => {
    const response = await endpoint({ cors })(from(PAGE));
    await expectStatus(response, 200);
    expect(corsOf(response)).to.deep.equal({
      'access-control-allow-origin': PAGE,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'Date, Retry-After',
    });
    expect(response.headers.get('vary')).to.equal('Origin');
  },

  'a listed page without cookies is told so': async () => {
    const response = await endpoint({ cors: { ...cors, credentials: false } })(from(PAGE));
    expect(corsOf(response)).not.to.have.property('access-control-allow-credentials');
  },

  'a listed page can read why it was refused, as far as anybody is told': async () => {
    for (const [authorize, status] of [
      [() => refuse(401), 401],
      [() => Promise.reject(new Error('down')), 500],
    ] as const) {
      const response = await endpoint({ cors, authorize })(from(PAGE));
      await expectStatus(response, status);
      expect(corsOf(response)).to.include({ 'access-control-allow-origin': PAGE });
    }
  },

  'a preflight of a listed page allows the methods and the headers that it asks for': async () => {
    const response = await untouched(preflight(PAGE, 'authorization, content-type'), { cors });
    expect(response.status).to.equal(204);
    expect(corsOf(response)).to.include({
      'access-control-allow-origin': PAGE,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST, GET, OPTIONS',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': '7200',
    });
    expect(response.headers.get('vary')).to.equal('Origin, Access-Control-Request-Headers');
  },

  'how long a preflight is remembered can be set': async () => {
    const response = await untouched(preflight(PAGE), { cors: { ...cors, maxAge: 60 } });
    expect(corsOf(response)).to.include({
      'access-control-max-age': '60',
      'access-control-allow-headers': 'Content-Type',
    });
  },
};

function preflight(origin: string, headers?: string): Request {
  const asked = headers === undefined ? {} : { 'access-control-request-headers': headers };
  return new Request('https://site.example/api/stream-token', {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', ...asked },
  });
}

const corsOf = ({ headers }: Response): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));
