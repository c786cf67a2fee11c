import {
  limitViewings,
  memoryStore,
  refuse,
  SignerError,
  type TokenEndpoint,
  type TokenEndpointOptions,
  type ViewingEvent,
  type ViewingLimitOptions,
  type ViewingStore,
} from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import type { Contract } from '../support/contract.js';
import { get, key, NOW, post, VIDEO } from '../support/fixtures.js';
import { captureConsole, containsSecret, serialize } from '../support/secrets.js';
import { createEndpoint } from './token-endpoint.contract.js';

const [ONE, TWO, THREE] = ['one', 'two', 'three'].map((name) => `playback-of-device-${name}`) as [
  string,
  string,
  string,
];

interface Site {
  readonly endpoint: TokenEndpoint;
  readonly viewings: ReturnType<typeof limitViewings>;
  readonly events: ViewingEvent[];
  readonly errors: string[];
  /** Requests a token and returns the status, or the reason of a refusal. */
  token(playbackId: string, fields?: object): Promise<number | string>;
}

/** A site with one viewer, whose clock is `time.now`. */
function createSite(
  limit: Partial<ViewingLimitOptions> = {},
  options: Partial<TokenEndpointOptions> = {},
  time = { now: NOW },
): Site {
  const events: ViewingEvent[] = [];
  const errors: string[] = [];
  const viewings = limitViewings({
    perViewer: 2,
    store: memoryStore({ now: () => time.now }),
    onViewing: (event) => void events.push(event),
    ...limit,
  });
  const endpoint = createEndpoint({
    viewings,
    authorize: (_request, { body }) => ({
      viewer: 'ada',
      device: (body['device'] as string | undefined) ?? 'A device',
      expiresIn: 60,
    }),
    onError: (error, { during }) => errors.push(`${during}: ${(error as Error).message}`),
    ...options,
  });
  return {
    endpoint,
    viewings,
    events,
    errors,
    async token(playbackId, fields = {}) {
      const response = await endpoint(post({ videoId: VIDEO, playbackId, ...fields }));
      if (response.status !== 403) return response.status;
      return ((await response.json()) as { reason?: string }).reason ?? 403;
    },
  };
}

const named = (events: readonly ViewingEvent[]) => events.map(({ event, playbackId }) => `${event} ${playbackId}`);

export const viewingLimits: Contract = {
  'refuses a third viewing with the limit and the names of the devices, and without a playback id': async () => {
    const { endpoint, token } = createSite();
    expect(await token(ONE, { device: 'TV' })).toBe(200);
    expect(await token(TWO, { device: 'Phone' })).toBe(200);
    const refused = await endpoint(post({ videoId: VIDEO, playbackId: THREE }));
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(await refused.json()).toStrictEqual({
      type: 'about:blank',
      title: 'Forbidden',
      status: 403,
      reason: 'viewing-limit',
      limit: 2,
      devices: ['TV', 'Phone'],
    });
    expect(await token(ONE)).toBe(200);
  },

  'responds with the token and its lifetime only': async () => {
    const response = await createSite().endpoint(post({ videoId: VIDEO, playbackId: ONE }));
    expect(Object.keys((await response.json()) as object)).toStrictEqual(['token', 'expiresIn']);
  },

  'lets a viewer take over: the oldest viewing is displaced, and can take back': async () => {
    const { token, events } = createSite();
    await token(ONE);
    await token(TWO);
    expect(await token(THREE)).toBe('viewing-limit');
    expect(await token(THREE, { takeover: true })).toBe(200);
    expect(await token(ONE)).toBe('displaced');
    expect(await token(TWO)).toBe(200);
    expect(await token(ONE, { takeover: true })).toBe(200);
    expect(await token(TWO)).toBe('displaced');
    expect(named(events)).toStrictEqual([
      `started ${ONE}`,
      `started ${TWO}`,
      `refused ${THREE}`,
      `displaced ${ONE}`,
      `started ${THREE}`,
      `displaced ${TWO}`,
      `started ${ONE}`,
    ]);
    expect(events[0]).toStrictEqual({ event: 'started', viewer: 'ada', videoId: VIDEO, playbackId: ONE });
  },

  'displaces the oldest viewing at once with displace-oldest': async () => {
    const { token } = createSite({ perViewer: 1, atLimit: 'displace-oldest' });
    expect(await token(ONE)).toBe(200);
    expect(await token(TWO)).toBe(200);
    expect(await token(ONE)).toBe('displaced');
  },

  'keeps a lease as long as its token and the grace': async () => {
    const time = { now: NOW };
    const { token } = createSite({ perViewer: 1, grace: 30 }, {}, time);
    await token(ONE);
    time.now += 89_000;
    expect(await token(TWO)).toBe('viewing-limit');
    time.now += 1000;
    expect(await token(TWO)).toBe(200);
    expect(await token(ONE)).toBe('viewing-limit');
  },

  'extends a lease with each renewal': async () => {
    const time = { now: NOW };
    const { token } = createSite({ perViewer: 1, grace: 0 }, {}, time);
    for (let renewal = 0; renewal < 5; renewal += 1) {
      expect(await token(ONE)).toBe(200);
      time.now += 50_000;
      expect(await token(TWO)).toBe('viewing-limit');
    }
  },

  'releases a viewing by a beacon, which is text and has no response': async () => {
    const { endpoint, token, events } = createSite({ perViewer: 1 });
    await token(ONE);
    const body = JSON.stringify({ videoId: VIDEO, playbackId: ONE, release: true });
    const released = await endpoint(post(body, { 'content-type': 'text/plain;charset=UTF-8' }));
    expect([released.status, await released.text()]).toStrictEqual([204, '']);
    expect(await token(TWO)).toBe(200);
    expect(named(events)).toStrictEqual([`started ${ONE}`, `ended ${ONE}`, `started ${TWO}`]);
  },

  'releases nothing for a request that authorize refuses': async () => {
    let allowed = true;
    const { token, viewings } = createSite({}, { authorize: () => allowed && { viewer: 'ada' } });
    await token(ONE);
    allowed = false;
    expect(await token(ONE, { release: true })).toBe(403);
    expect(await viewings.listViewings('ada')).toHaveLength(1);
  },

  'issues no token for a release without a limit of viewings': async () => {
    let authorized = 0;
    const endpoint = createEndpoint({ authorize: () => (authorized += 1) > 0 });
    expect((await endpoint(post({ videoId: VIDEO, playbackId: ONE, release: true }))).status).toBe(204);
    expect(authorized).toBe(0);
  },

  'revokes all viewings of a viewer, who can start others if authorize allows it': async () => {
    const { token, viewings, events } = createSite();
    await token(ONE);
    await token(TWO);
    expect(await viewings.revokeViewer('ada')).toBe(2);
    expect(await token(ONE)).toBe('revoked');
    expect(await token(ONE, { takeover: true })).toBe('revoked');
    expect(await token(THREE)).toBe(200);
    expect(named(events).slice(2)).toStrictEqual([`revoked ${ONE}`, `revoked ${TWO}`, `started ${THREE}`]);
  },

  'lists the viewings of a viewer and ends one of them': async () => {
    const { token, viewings } = createSite();
    await token(ONE, { device: 'TV' });
    await token(TWO, { device: 'Phone' });
    expect(await viewings.listViewings('ada')).toStrictEqual([
      { playbackId: ONE, videoId: VIDEO, device: 'TV', startedAt: NOW, expiresAt: NOW + 90_000 },
      { playbackId: TWO, videoId: VIDEO, device: 'Phone', startedAt: NOW, expiresAt: NOW + 90_000 },
    ]);
    expect(await viewings.endViewing('ada', ONE)).toBe(true);
    expect(await viewings.endViewing('ada', ONE)).toBe(false);
    expect(await viewings.endViewing('eve', TWO)).toBe(false);
    expect([await token(ONE), await token(TWO)]).toStrictEqual(['revoked', 200]);
  },

  'responds with revoked when authorize refuses with that reason': async () => {
    const { token } = createSite({}, { authorize: () => refuse(403, { reason: 'revoked' }) });
    expect(await token(ONE)).toBe('revoked');
  },

  'counts several players once when authorize returns countAs': async () => {
    const authorize: TokenEndpointOptions['authorize'] = (_request, { videoId, body }) => ({
      viewer: 'ada',
      countAs: `${String(body['session'])}:${videoId}`,
    });
    const { token } = createSite({ perViewer: 1 }, { authorize });
    expect(await token(ONE, { session: 'a' })).toBe(200);
    expect(await token(TWO, { session: 'a' })).toBe(200);
    expect(await token(THREE, { session: 'b' })).toBe('viewing-limit');
  },

  'refuses a request without a valid playback id with 400': async () => {
    const { endpoint, token } = createSite();
    for (const playbackId of [undefined, '', 'short', 'x'.repeat(65), `${ONE}/`, 7, {}]) {
      expect(await token(playbackId as never)).toBe(400);
    }
    expect((await endpoint(get(`/${VIDEO}`))).status).toBe(400);
    expect((await endpoint(get(`/${VIDEO}?playbackId=${ONE}`))).status).toBe(200);
  },

  'takes over and releases by POST only': async () => {
    const { endpoint, token, viewings } = createSite({ perViewer: 1 });
    await token(ONE);
    for (const field of ['takeover', 'release']) {
      for (const id of [ONE, TWO]) {
        const response = await endpoint(get(`/${VIDEO}?playbackId=${id}&${field}=true`));
        expect(response.status).toBe(400);
      }
    }
    expect(await viewings.listViewings('ada')).toMatchObject([{ playbackId: ONE }]);
    expect((await endpoint(post('', {}, `/${VIDEO}?playbackId=${TWO}&takeover=true`))).status).toBe(200);
    expect((await endpoint(post('', {}, `/${VIDEO}?playbackId=${TWO}&release=true`))).status).toBe(204);
  },

  'responds with 500 when authorize returns no viewer to count': async () => {
    const { token, errors } = createSite({}, { authorize: () => true });
    expect(await token(ONE)).toBe(500);
    expect(errors).toStrictEqual([
      'viewings: The result of `authorize` is invalid: viewer is required to limit viewings.',
    ]);
  },

  'ends a new lease when the source fails, but keeps one that was renewed': async () => {
    let isDown = true;
    const source = async () => {
      if (isDown) throw new SignerError('service-unreachable');
      return { token: 'a-token', expiresIn: 60 };
    };
    const { token, viewings } = createSite({}, { key: undefined, source });
    expect(await token(ONE)).toBe(503);
    expect(await viewings.listViewings('ada')).toStrictEqual([]);
    isDown = false;
    expect(await token(ONE)).toBe(200);
    isDown = true;
    expect(await token(ONE)).toBe(503);
    expect(await viewings.listViewings('ada')).toHaveLength(1);
  },

  'ends a new lease when onIssue rejects': async () => {
    const { token, viewings, events } = createSite({}, { onIssue: () => Promise.reject(new Error('the log is full')) });
    expect(await token(ONE)).toBe(500);
    expect(await viewings.listViewings('ada')).toStrictEqual([]);
    expect(named(events)).toStrictEqual([`started ${ONE}`, `ended ${ONE}`]);
  },

  'issues a token while the store is down, and reports it once without quoting the error': async () => {
    const { token, errors, events } = createSite({ store: failingStore() });
    expect(await token(ONE)).toBe(200);
    expect(errors).toStrictEqual(['viewings: The store of viewings failed: its client threw an error.']);
    expect(named(events)).toStrictEqual([`started ${ONE}`]);
  },

  'refuses a lone surrogate anywhere in the body with 400, before authorize': async () => {
    let authorized = 0;
    const { endpoint } = createSite({}, { authorize: () => ((authorized += 1), { viewer: 'ada' }) });
    const fields = `"videoId":"${VIDEO}","playbackId":"${ONE}"`;
    for (const text of ['"device":"\\ud800"', '"\\udc00":1', '"of":[{"device":"TV \\ud83d!"}]']) {
      expect((await endpoint(post(`{${fields},${text}}`))).status).toBe(400);
    }
    expect(authorized).toBe(0);
    expect((await endpoint(post(`{${fields},"device":"\\ud83d\\udcfa \\u0000"}`))).status).toBe(200);
  },

  'shows a device with a lone surrogate as well-formed text': async () => {
    const { token, viewings } = createSite({}, { authorize: () => ({ viewer: 'ada', device: 'TV \ud800' }) });
    expect(await token(ONE)).toBe(200);
    expect(await viewings.listViewings('ada')).toMatchObject([{ device: 'TV \ufffd' }]);
  },

  'responds with 503 and Retry-After when the store fails and onStoreFailure is refuse': async () => {
    const { endpoint, errors } = createSite({ store: failingStore(), onStoreFailure: 'refuse' });
    const response = await endpoint(post({ videoId: VIDEO, playbackId: ONE }));
    expect([response.status, response.headers.get('retry-after')]).toStrictEqual([503, '5']);
    expect(errors).toHaveLength(1);
  },

  'does not wait for a store that never responds': async () => {
    const hang = () => new Promise<never>(() => {});
    const store: ViewingStore = { acquire: hang, release: hang, revoke: hang, list: hang };
    const { token, errors } = createSite({ store, storeTimeout: 20 });
    expect(await token(ONE)).toBe(200);
    expect(await token(ONE, { release: true })).toBe(204);
    expect(errors).toStrictEqual(Array(2).fill('viewings: The store of viewings failed: it did not respond in time.'));
  },

  'reports an error of onViewing and issues the token': async () => {
    const onViewing = () => {
      throw new Error('the log is full');
    };
    const { token, errors } = createSite({ onViewing });
    expect(await token(ONE)).toBe(200);
    expect(errors).toStrictEqual(['viewings: the log is full']);
  },

  'issueToken starts a viewing and returns its playback id, which the player renews': async () => {
    const { endpoint, token, viewings } = createSite({ perViewer: 1 });
    const page = new Request('https://site.example/watch');
    const result = await endpoint.issueToken(page, VIDEO);
    const playbackId = 'playbackId' in result ? (result.playbackId ?? '') : '';
    expect(playbackId).toMatch(/^[\w-]{36}$/);
    expect(await token(playbackId)).toBe(200);
    expect(await token(TWO)).toBe('viewing-limit');
    expect(await endpoint.issueToken(page, VIDEO)).toMatchObject({
      refused: 403,
      details: { reason: 'viewing-limit', limit: 1, devices: ['A device'] },
    });
    expect(await endpoint.issueToken(page, VIDEO, { takeover: true })).toHaveProperty('token');
    expect(await viewings.listViewings('ada')).toHaveLength(1);
    expect(await token(playbackId)).toBe('displaced');
  },

  'never exceeds the limit under 1,000 concurrent requests of one viewer': async () => {
    const { token, viewings } = createSite(
      {},
      {
        key: undefined,
        source: async () => ({ token: 'a-token', expiresIn: 60 }),
      },
    );
    const statuses = await Promise.all(Array.from({ length: 1000 }, (_, index) => token(`playback-of-tab-${index}`)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(2);
    expect(statuses.filter((status) => status === 'viewing-limit')).toHaveLength(998);
    expect(await viewings.listViewings('ada')).toHaveLength(2);
  },

  'throws at the start for an invalid limit': () => {
    for (const options of [
      {},
      { perViewer: 0 },
      { perViewer: 1.5 },
      { perViewer: '2' },
      { perViewer: 2, atLimit: 'x' },
    ]) {
      expect(() => limitViewings(options as never), JSON.stringify(options)).toThrow(SignerError);
    }
    expect(() => limitViewings({ perViewer: 1, onStoreFailure: 'open' } as never)).toThrow(SignerError);
  },

  'writes no key and no token to events, errors or the console': async () => {
    const site = createSite({ perViewer: 1 });
    const tokens: string[] = [];
    const log = await captureConsole(async () => {
      for (const fields of [{}, { takeover: true }, { release: true }]) {
        const response = await site.endpoint(post({ videoId: VIDEO, playbackId: ONE, ...fields }));
        const text = await response.text();
        tokens.push(/"token":"([^"]+)"/.exec(text)?.[1] ?? '');
      }
    });
    const seen = [log, JSON.stringify(site.events), ...site.errors.map(serialize)].join('\n');
    expect(containsSecret(seen, [key.jwk, ...tokens.filter(Boolean)])).toBe(false);
  },
};

function failingStore(): ViewingStore {
  const fail = () => Promise.reject(new Error('connect redis://:password@10.0.0.1 failed'));
  return { acquire: fail, release: fail, revoke: fail, list: fail };
}
