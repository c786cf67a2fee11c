import {
  allowCountries,
  bindingSource,
  blockEverythingElse,
  createTokenEndpoint,
  SignerError,
  type Issue,
  type SignerErrorReason,
  type TokenEndpointOptions,
} from '@secure-stream/signer';
import { expect } from 'chai';
import type { Contract } from './contract.js';
import { get, key, now, NOW, post, verifiedClaims, VIDEO } from './fixtures.js';

const seconds = NOW / 1000;
const OTHER = '0123456789abcdef0123456789abcdef';
const EMULATED = '0f8fad5b-d9cb-469f-a165-70867728950e';

const asked: Readonly<Record<string, () => Request>> = {
  'the JSON of a POST': () => post({ videoId: VIDEO }),
  'the query of a GET': () => get(`/api/stream-token?videoId=${VIDEO}`),
  'the query of a POST without a body': () => post('', {}, `/api/stream-token?videoId=${VIDEO}`),
  'the end of the path': () => get(`/api/stream-token/${VIDEO}`),
  'the end of the path of a POST with other things in its body': () => post({ lesson: 7 }, {}, `/api/${VIDEO}`),
  'the body rather than query and path': () => post({ videoId: VIDEO }, {}, `/api/${OTHER}?videoId=${OTHER}`),
  'capital letters': () => post({ videoId: VIDEO.toUpperCase() }),
};

const failures: readonly [SignerErrorReason, status: number][] = [
  ['service-not-found', 404],
  ['service-rate-limited', 503],
  ['service-unreachable', 503],
  ['service-denied', 500],
  ['service-rejected', 500],
  ['service-malformed', 500],
  ['key-unreadable', 500],
  ['unsupported', 500],
  ['restriction', 500],
];

export const endpointAnswers: Contract = {
  ...Object.fromEntries(
    Object.entries(asked).map(([where, request]) => [
      `the video is found in ${where}`,
      async () => {
        const { token } = await granted(endpoint()(request()));
        const { sub } = await verifiedClaims(token);
        expect(String(sub).toLowerCase()).to.equal(VIDEO);
      },
    ]),
  ),

  'an answer is the token and its lifetime, and no cache may keep it': async () => {
    const response = await endpoint()(post({ videoId: VIDEO }));
    expect(response.status).to.equal(200);
    expect(response.headers.get('content-type')).to.equal('application/json');
    expect(response.headers.get('cache-control')).to.equal('no-store');
    const body = await granted(Promise.resolve(response));
    expect(Object.keys(body)).to.deep.equal(['token', 'expiresIn']);
    expect(body.expiresIn).to.equal(3600);
    expect(await verifiedClaims(body.token)).to.include({ sub: VIDEO, exp: seconds + 3600 });
  },

  'an id of the local emulation of Workers is taken': async () => {
    const source = bindingSource({ video: (id) => ({ generateToken: async () => `token-of-${id}` }) });
    const answer = createTokenEndpoint({ source, authorize: () => true });
    expect(await granted(answer(post({ videoId: EMULATED })))).to.include({ token: `token-of-${EMULATED}` });
  },

  'authorize is told the request, the video and what else was sent': async () => {
    const told: unknown[] = [];
    const authorize: TokenEndpointOptions['authorize'] = (request, question) => {
      told.push(request.headers.get('authorization'), question);
      return true;
    };
    await granted(endpoint({ authorize })(post({ videoId: VIDEO, lesson: 7 }, { authorization: 'Bearer viewer' })));
    expect(told).to.deep.equal(['Bearer viewer', { videoId: VIDEO, body: { videoId: VIDEO, lesson: 7 } }]);
  },

  'what authorize says of a viewer takes the place of the endpoint’s own, field by field': async () => {
    const accessRules = [allowCountries('GB'), blockEverythingElse()];
    const restrictions = { expiresIn: 60, downloadable: true, accessRules };
    const authorize = async () => ({ viewer: 'v-1', expiresIn: 20, downloadable: false });
    const { token, expiresIn } = await granted(endpoint({ restrictions, authorize })(post({ videoId: VIDEO })));
    expect(expiresIn).to.equal(20);
    expect(await verifiedClaims(token)).to.deep.equal({ sub: VIDEO, kid: key.id, exp: seconds + 20, accessRules });
  },

  'an instant from authorize takes the place of the endpoint’s lifetime, and the other way round': async () => {
    const instant = endpoint({ restrictions: { expiresIn: 60 }, authorize: () => ({ exp: seconds + 30 }) });
    expect(await granted(instant(post({ videoId: VIDEO })))).to.include({ expiresIn: 30 });
    const lifetime = endpoint({ restrictions: { exp: seconds + 60 }, authorize: () => ({ expiresIn: 30 }) });
    expect(await granted(lifetime(post({ videoId: VIDEO })))).to.include({ expiresIn: 30 });
  },

  'an audit is told who got what, and never the token': async () => {
    const issues: Issue[] = [];
    const authorize = () => ({ viewer: 'v-1', expiresIn: 20 });
    const onIssue = async (issue: Issue) => void issues.push(issue);
    const request = post({ videoId: VIDEO });
    const { token } = await granted(endpoint({ authorize, onIssue })(request));
    expect(issues).to.deep.equal([{ videoId: VIDEO, viewer: 'v-1', expiresIn: 20, issuedAt: NOW, request }]);
    expect(JSON.stringify(issues)).not.to.contain(token.slice(-40));
  },

  'an audit that fails keeps the token back': async () => {
    const errors: unknown[] = [];
    const onIssue = () => Promise.reject(new Error('the audit is full'));
    const answer = endpoint({ onIssue, onError: (error) => errors.push(error) });
    const response = await answer(post({ videoId: VIDEO }));
    expect(response.status).to.equal(500);
    expect(await response.json()).not.to.have.property('token');
    expect(errors).to.have.length(1);
  },

  'an audit hears nothing of a refusal': async () => {
    let issues = 0;
    await endpoint({ authorize: () => false, onIssue: () => void (issues += 1) })(post({ videoId: VIDEO }));
    expect(issues).to.equal(0);
  },

  ...Object.fromEntries(
    failures.map(([reason, status]) => [
      `a source that fails with ${reason} is ${status}, and only the server is told why`,
      async () => {
        const error = new SignerError(reason, { because: 'of something internal', retryAfter: 7 });
        const told: unknown[] = [];
        const source = () => Promise.reject(error);
        const answer = createTokenEndpoint({ source, authorize: () => true, onError: (why) => told.push(why) });
        const response = await answer(post({ videoId: VIDEO }));
        expect(response.status).to.equal(status);
        expect(response.headers.get('retry-after')).to.equal(status === 503 ? '7' : null);
        expect(await response.text()).not.to.contain('internal');
        expect(told).to.deep.equal([error]);
      },
    ]),
  ),

  'a video that exists and one that does not cost the same work and get the same answer': async () => {
    const work: string[] = [];
    const answer = endpoint({
      limit: () => (work.push('limit'), true),
      authorize: () => (work.push('authorize'), true),
      onIssue: () => void work.push('issue'),
    });
    const [known, unknown] = await Promise.all([VIDEO, OTHER].map((videoId) => answer(post({ videoId }))));
    expect(work.toSorted()).to.deep.equal(['authorize', 'authorize', 'issue', 'issue', 'limit', 'limit']);
    expect([...(known?.headers ?? [])]).to.deep.equal([...(unknown?.headers ?? [])]);
    expect((await known?.text())?.length).to.equal((await unknown?.text())?.length);
  },

  'an endpoint without authorize, or without a source, is an error before the first request': () => {
    const authorize = () => true;
    for (const [options, reason] of [
      [{ key: key.jwk }, 'config'],
      [{ key: key.jwk, authorize: true }, 'config'],
      [{ authorize }, 'key-missing'],
      [{ authorize, key: '' }, 'key-missing'],
      [{ authorize, key: undefined }, 'key-missing'],
    ] as const) {
      expect(() => createTokenEndpoint(options as never))
        .to.throw(SignerError)
        .with.property('reason', reason);
    }
  },

  'restrictions that the service would not take are an error before the first request': () => {
    for (const restrictions of [{ expiresIn: 90_000 }, { accessRules: [allowCountries('UK')] }, { lifetime: 60 }]) {
      expect(() => endpoint({ restrictions }))
        .to.throw(SignerError)
        .with.property('reason', 'restriction');
    }
  },

  'a list of countries that nothing closes is warned of once, at the start': async () => {
    const warnings: string[] = [];
    const restrictions = { accessRules: [allowCountries('GB')] };
    const answer = endpoint({ restrictions, onWarning: ({ field }) => warnings.push(field) });
    expect(warnings).to.deep.equal(['accessRules[0]']);
    await granted(answer(post({ videoId: VIDEO })));
    expect(warnings).to.have.length(1);
  },
};

/** An endpoint that lets everybody in, with the key and the clock of the vectors. */
export const endpoint = (options: Partial<TokenEndpointOptions> = {}) =>
  createTokenEndpoint({ key: key.jwk, authorize: () => true, now, ...options } as TokenEndpointOptions);

export async function granted(answer: Promise<Response>): Promise<{ token: string; expiresIn: number }> {
  const response = await answer;
  expect(response.status).to.equal(200);
  return response.json() as Promise<{ token: string; expiresIn: number }>;
}
