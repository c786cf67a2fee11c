import {
  allowCountries,
  bindingSource,
  blockEverythingElse,
  createTokenEndpoint,
  refuse,
  SignerError,
  type TokenIssuance,
  type SignerErrorReason,
  type TokenEndpointOptions,
} from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import type { Contract } from '../support/contract.js';
import { get, key, now, NOW, post, verifiedClaims, VIDEO } from '../support/fixtures.js';
import { captureConsole } from '../support/secrets.js';

const seconds = NOW / 1000;
const OTHER = '0123456789abcdef0123456789abcdef';
const EMULATED = '0f8fad5b-d9cb-469f-a165-70867728950e';

const requests: Readonly<Record<string, () => Request>> = {
  'the JSON body of a POST': () => post({ videoId: VIDEO }),
  'the query of a GET': () => get(`/api/stream-token?videoId=${VIDEO}`),
  'the query of a POST without a body': () => post('', {}, `/api/stream-token?videoId=${VIDEO}`),
  'the last segment of the path': () => get(`/api/stream-token/${VIDEO}`),
  'the path with a slash at the end': () => get(`/api/${VIDEO}//`),
  'the path of a POST with other fields in its body': () => post({ lesson: 7 }, {}, `/api/${VIDEO}`),
  'body, query and path alike': () => post({ videoId: VIDEO }, {}, `/${VIDEO}/${VIDEO.toUpperCase()}?videoId=${VIDEO}`),
  'a body with colons and quotes in its strings': () => post({ videoId: VIDEO, note: '"a": \\", {"b":1}' }),
  'upper case': () => post({ videoId: VIDEO.toUpperCase() }),
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

export const tokenEndpoint: Contract = {
  ...Object.fromEntries(
    Object.entries(requests).map(([where, request]) => [
      `finds the video id in ${where}`,
      async () => {
        const { token } = await readGrantResponse(createEndpoint()(request()));
        const { sub } = await verifiedClaims(token);
        expect(sub).toBe(VIDEO);
      },
    ]),
  ),

  'responds with the token and its lifetime, and forbids caching': async () => {
    const response = await createEndpoint()(post({ videoId: VIDEO }));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = await readGrantResponse(Promise.resolve(response));
    expect(Object.keys(body)).toStrictEqual(['token', 'expiresIn']);
    expect(body.expiresIn).toBe(3600);
    expect(await verifiedClaims(body.token)).toMatchObject({ sub: VIDEO, exp: seconds + 3600 });
  },

  'sends the watermark of authorize beside the token, and not in it': async () => {
    const endpoint = createEndpoint({ authorize: () => ({ watermark: { text: 'ada@example.com' } }) });
    const body = await readGrantResponse(endpoint(post({ videoId: VIDEO })));
    expect(Object.keys(body)).toStrictEqual(['token', 'expiresIn', 'watermark']);
    expect(body).toMatchObject({ watermark: { text: 'ada@example.com' } });
    expect(JSON.stringify(await verifiedClaims(body.token)).includes('ada')).toBe(false);
    expect(await endpoint.issueToken(post({ videoId: VIDEO }), VIDEO)).toMatchObject({
      watermark: { text: 'ada@example.com' },
    });
  },

  'responds with 500 to a watermark that a player would not draw or would cut, and reports the field without the text':
    async () => {
      const texts = ['', ' ', 'x'.repeat(201), 7, null];
      for (const watermark of [...texts.map((text) => ({ text })), 'ada', null, []]) {
        const errors: unknown[] = [];
        const authorize = (() => ({ watermark })) as unknown as TokenEndpointOptions['authorize'];
        const endpoint = createEndpoint({ authorize, onError: (error) => errors.push(error) });
        expect((await endpoint(post({ videoId: VIDEO }))).status).toBe(500);
        expect(errors).toMatchObject([{ reason: 'authorize', field: 'watermark' }]);
        expect((errors[0] as Error).message).toContain('1 to 200 characters');
        expect((errors[0] as Error).message.includes('xx')).toBe(false);
      }
    },

  'accepts an id of the local emulation of Workers': async () => {
    const source = bindingSource({ video: (id) => ({ generateToken: async () => `token-of-${id}` }) });
    const answer = createTokenEndpoint({ source, authorize: () => true });
    expect(await readGrantResponse(answer(post({ videoId: EMULATED })))).toMatchObject({
      token: `token-of-${EMULATED}`,
    });
  },

  'passes the request, the video id and the body to authorize': async () => {
    const received: unknown[] = [];
    const authorize: TokenEndpointOptions['authorize'] = (request, tokenRequest) => {
      const { signal, ...rest } = tokenRequest;
      received.push(request.headers.get('authorization'), rest, signal.aborted);
      return true;
    };
    await readGrantResponse(
      createEndpoint({ authorize })(post({ videoId: VIDEO, lesson: 7 }, { authorization: 'Bearer viewer' })),
    );
    const fields = { videoId: VIDEO, playbackId: undefined, takeover: false, release: false };
    expect(received).toStrictEqual(['Bearer viewer', { ...fields, body: { videoId: VIDEO, lesson: 7 } }, false]);
  },

  'narrows the restrictions of the endpoint, field by field, by those that authorize returns': async () => {
    const accessRules = [allowCountries('GB'), blockEverythingElse()];
    const restrictions = { expiresIn: 60, downloadable: true, accessRules };
    const authorize = async () => ({ viewer: 'v-1', expiresIn: 20, downloadable: false });
    const { token, expiresIn } = await readGrantResponse(
      createEndpoint({ restrictions, authorize })(post({ videoId: VIDEO })),
    );
    expect(expiresIn).toBe(20);
    expect(await verifiedClaims(token)).toStrictEqual({ sub: VIDEO, kid: key.id, exp: seconds + 20, accessRules });
  },

  'accepts an expiry from authorize in place of a lifetime, and the other way round': async () => {
    const instant = createEndpoint({ restrictions: { expiresIn: 60 }, authorize: () => ({ exp: seconds + 30 }) });
    expect(await readGrantResponse(instant(post({ videoId: VIDEO })))).toMatchObject({ expiresIn: 30 });
    const lifetime = createEndpoint({ restrictions: { exp: seconds + 60 }, authorize: () => ({ expiresIn: 30 }) });
    expect(await readGrantResponse(lifetime(post({ videoId: VIDEO })))).toMatchObject({ expiresIn: 30 });
  },

  'calls onIssue with viewer, video and lifetime, and without the token or a cookie': async () => {
    const issues: TokenIssuance[] = [];
    const authorize = () => ({ viewer: 'v-1', expiresIn: 20 });
    const onIssue = async (issuance: TokenIssuance) => void issues.push(issuance);
    const headers = { cookie: 'session=secret', origin: 'https://site.example', 'user-agent': 'A browser' };
    const request = post({ videoId: VIDEO }, headers);
    const { token } = await readGrantResponse(createEndpoint({ authorize, onIssue })(request));
    expect(issues).toStrictEqual([
      {
        videoId: VIDEO,
        viewer: 'v-1',
        playbackId: undefined,
        expiresIn: 20,
        issuedAt: NOW,
        origin: headers.origin,
        userAgent: 'A browser',
      },
    ]);
    expect(JSON.stringify(issues)).not.toContain(token.slice(-40));
    expect(JSON.stringify(issues)).not.toContain('secret');
  },

  'issueToken issues a token through the same authorize, restrictions and audit': async () => {
    const calls: unknown[] = [];
    const authorize: TokenEndpointOptions['authorize'] = (request, { videoId, body }) => {
      calls.push(request.headers.get('cookie'), videoId, body);
      return { viewer: 'v-1', expiresIn: 600 };
    };
    const onIssue = ({ viewer }: TokenIssuance) => void calls.push(viewer);
    const endpoint = createEndpoint({ authorize, onIssue, restrictions: { expiresIn: 60 } });
    const page = new Request('https://site.example/watch', { headers: { cookie: 'session=ada' } });
    const result = await endpoint.issueToken(page, VIDEO.toUpperCase());
    expect(result).toMatchObject({ expiresIn: 60 });
    expect(await verifiedClaims('token' in result ? result.token : '')).toMatchObject({
      sub: VIDEO,
      exp: seconds + 60,
    });
    expect(calls).toStrictEqual(['session=ada', VIDEO, {}, 'v-1']);
  },

  'issueToken returns the status of a refusal, and never rejects': async () => {
    const page = new Request('https://site.example/watch');
    const refused = async (options: Partial<TokenEndpointOptions>, videoId = VIDEO) =>
      createEndpoint(options).issueToken(page, videoId);
    expect(await refused({ authorize: () => false })).toMatchObject({ refused: 403 });
    expect(await refused({ authorize: () => refuse(401) })).toMatchObject({ refused: 401 });
    expect(await refused({ limit: () => 30 })).toMatchObject({ refused: 429, retryAfter: 30 });
    expect(await refused({ authorize: () => Promise.reject(new Error('down')) })).toMatchObject({ refused: 500 });
    expect(await refused({}, '../keys')).toMatchObject({ refused: 404 });
    expect(await refused({ key: 'not a key' })).toMatchObject({ refused: 500 });
  },

  'reports the error of a callback once, and responds all the same': async () => {
    const reports: unknown[] = [];
    const log = await captureConsole(async () => {
      const endpoint = createEndpoint({
        restrictions: { accessRules: [allowCountries('GB')] },
        onWarning: () => {
          throw new Error('no warnings');
        },
        authorize: () => Promise.reject(new Error('the database is down')),
        onError: (error, { during, videoId }) => reports.push([(error as Error).message, during, videoId]),
      });
      expect((await endpoint(post({ videoId: VIDEO }))).status).toBe(500);
    });
    expect(reports).toStrictEqual([
      ['no warnings', 'onWarning', undefined],
      ['the database is down', 'authorize', VIDEO],
    ]);
    expect(log).toBe('');
  },

  'responds, and writes one line to the console, when onError throws, rejects or never returns': async () => {
    const failing: readonly [onError: () => unknown, lines: number][] = [
      [
        () => {
          throw new Error('the log is full');
        },
        1,
      ],
      [() => Promise.reject(new Error('the log is full')), 1],
      [() => new Promise(() => {}), 0],
    ];
    for (const [onError, lines] of failing) {
      const log = await captureConsole(async () => {
        const endpoint = createEndpoint({ authorize: () => Promise.reject(new Error('down')), onError });
        expect((await endpoint(post({ videoId: VIDEO }))).status).toBe(500);
        await new Promise((resolve) => setTimeout(resolve));
      });
      expect(log.split('\n').filter((line) => line === 'onError failed:')).toHaveLength(lines);
    }
  },

  'withholds the token when onIssue rejects': async () => {
    const errors: unknown[] = [];
    const onIssue = () => Promise.reject(new Error('the audit log is full'));
    const answer = createEndpoint({ onIssue, onError: (error) => errors.push(error) });
    const response = await answer(post({ videoId: VIDEO }));
    expect(response.status).toBe(500);
    expect(await response.json()).not.toHaveProperty('token');
    expect(errors).toHaveLength(1);
  },

  'does not call onIssue for a refusal': async () => {
    let issues = 0;
    await createEndpoint({ authorize: () => false, onIssue: () => void (issues += 1) })(post({ videoId: VIDEO }));
    expect(issues).toBe(0);
  },

  ...Object.fromEntries(
    failures.map(([reason, status]) => [
      `responds with ${status} when the source rejects with ${reason}, and reports it to onError only`,
      async () => {
        const error = new SignerError(reason, { detail: 'something internal', retryAfter: 7 });
        const received: unknown[] = [];
        const source = () => Promise.reject(error);
        const answer = createTokenEndpoint({ source, authorize: () => true, onError: (cause) => received.push(cause) });
        const response = await answer(post({ videoId: VIDEO }));
        expect(response.status).toBe(status);
        expect(response.headers.get('retry-after')).toBe(status === 503 ? '7' : null);
        expect(await response.text()).not.toContain('internal');
        expect(received).toStrictEqual([error]);
      },
    ]),
  ),

  'does the same work and sends the same response for a video that does not exist': async () => {
    const work: string[] = [];
    const answer = createEndpoint({
      limit: () => (work.push('limit'), true),
      authorize: () => (work.push('authorize'), true),
      onIssue: () => void work.push('issue'),
    });
    const [known, unknown] = await Promise.all([VIDEO, OTHER].map((videoId) => answer(post({ videoId }))));
    expect(work.toSorted()).toStrictEqual(['authorize', 'authorize', 'issue', 'issue', 'limit', 'limit']);
    expect([...(known?.headers ?? [])]).toStrictEqual([...(unknown?.headers ?? [])]);
    expect((await known?.text())?.length).toBe((await unknown?.text())?.length);
  },

  'throws at the start without authorize or a source': () => {
    const authorize = () => true;
    for (const [options, reason] of [
      [{ key: key.jwk }, 'config'],
      [{ key: key.jwk, authorize: true }, 'config'],
      [{ authorize }, 'key-missing'],
      [{ authorize, key: '' }, 'key-missing'],
      [{ authorize, key: undefined }, 'key-missing'],
    ] as const) {
      expect(() => createTokenEndpoint(options as never)).toThrow(
        expect.objectContaining({ name: 'SignerError', reason }),
      );
    }
  },

  'throws at the start for invalid restrictions': () => {
    for (const restrictions of [
      { expiresIn: 90_000 },
      { accessRules: [allowCountries('UK')] },
      { lifetime: 60 },
      { expiresIn: null },
      { accessRules: undefined },
    ]) {
      expect(() => createEndpoint({ restrictions } as never)).toThrow(
        expect.objectContaining({ name: 'SignerError', reason: 'restriction' }),
      );
    }
  },

  'calls onWarning once, at the start, for an allow-list without a closing block': async () => {
    const warnings: string[] = [];
    const restrictions = { accessRules: [allowCountries('GB')] };
    const answer = createEndpoint({ restrictions, onWarning: ({ field }) => warnings.push(field) });
    expect(warnings).toStrictEqual(['accessRules[0]']);
    await readGrantResponse(answer(post({ videoId: VIDEO })));
    expect(warnings).toHaveLength(1);
  },
};

/** An endpoint that authorizes everybody, with the key and the clock of the vectors. */
export const createEndpoint = (options: Partial<TokenEndpointOptions> = {}) =>
  createTokenEndpoint({
    key: key.jwk,
    authorize: () => true,
    now,
    onWarning: () => {},
    ...options,
  } as TokenEndpointOptions);

export async function readGrantResponse(answer: Promise<Response>): Promise<{ token: string; expiresIn: number }> {
  const response = await answer;
  expect(response.status).toBe(200);
  return response.json() as Promise<{ token: string; expiresIn: number }>;
}
