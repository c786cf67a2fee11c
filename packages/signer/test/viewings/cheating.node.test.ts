import { describe, expect, test } from 'vitest';
import { createTokenEndpoint, limitViewings, memoryStore, type ViewingLimitOptions } from '@secure-stream/signer';
import { key, NOW, post, VIDEO } from '../support/fixtures.js';

const LIFETIME_S = 300;
const HOUR_S = 3600;
const ALLOWANCE = 3;

interface Attempt {
  readonly status: number;
  /** Seconds. */
  readonly retryAfter: number;
}

/** An endpoint for one viewer, and the tokens that it has issued. */
function createSite(options: Partial<ViewingLimitOptions> = {}) {
  let now = NOW;
  const expiries = new Map<string, number>();
  const endpoint = createTokenEndpoint({
    key: key.jwk,
    now: () => now,
    viewings: limitViewings({ perViewer: 1, store: memoryStore({ now: () => now }), ...options }),
    authorize: () => ({ viewer: 'ada', expiresIn: LIFETIME_S }),
  });
  const ask = async (playbackId: string, fields: object = {}): Promise<Attempt> => {
    const response = await endpoint(post({ videoId: VIDEO, playbackId, ...fields }));
    if (response.status === 200) expiries.set(playbackId, now + LIFETIME_S * 1000);
    return { status: response.status, retryAfter: Number(response.headers.get('retry-after')) };
  };
  return {
    ask,
    release: (playbackId: string) => ask(playbackId, { release: true }),
    advance: (seconds: number) => (now += seconds * 1000),
    /** The playbacks that hold a valid token. */
    countValid: () => [...expiries.values()].filter((expiry) => expiry > now).length,
  };
}

const idOf = (name: string | number) => `playback-of-device-${name}`;

describe.each(['refuse', 'displace-oldest'] as const)('ten modified players of one viewer, %s', (atLimit) => {
  const cheats: Record<
    string,
    (site: ReturnType<typeof createSite>, device: number, round: number) => Promise<unknown>
  > = {
    'renew with a takeover': (site, device) => site.ask(idOf(device), { takeover: true }),
    'take over with new ids': (site, device, round) => site.ask(idOf(`${device}-${round}`), { takeover: true }),
    'release after each token': async (site, device, round) => {
      await site.ask(idOf(`${device}-${round}`));
      await site.release(idOf(`${device}-${round}`));
    },
  };

  test.each(Object.entries(cheats))(
    'that %s hold no more valid tokens than the limit and its allowance',
    async (_name, cheat) => {
      const site = createSite({ atLimit });
      let most = 0;
      for (let second = 0, round = 0; second < HOUR_S; second += 30, round += 1) {
        for (let device = 0; device < 10; device += 1) await cheat(site, device, round);
        most = Math.max(most, site.countValid());
        site.advance(30);
      }
      expect(most).toBe(1 + ALLOWANCE);
    },
  );
});

describe('an honest viewer', () => {
  test('moves between phone and television again and again, without a wait', async () => {
    const site = createSite();
    for (let move = 0; move < 20; move += 1) {
      const device = idOf(move % 2 === 0 ? 'phone' : 'television');
      expect((await site.ask(device, { takeover: true })).status).toBe(200);
      site.advance(20);
    }
  });

  test('renews again and again on a bad network, without a wait', async () => {
    const site = createSite();
    for (let attempt = 0; attempt < 100; attempt += 1) {
      expect((await site.ask(idOf('phone'))).status).toBe(200);
      site.advance(1);
    }
  });

  test('waits after ten reloads for less than the lifetime of a token, and is told how long', async () => {
    const site = createSite();
    const waits: number[] = [];
    for (let reload = 0; reload < 10; reload += 1) {
      let attempt = await site.ask(idOf(reload));
      let waited = 0;
      while (attempt.status === 429) {
        waited += attempt.retryAfter;
        site.advance(attempt.retryAfter);
        attempt = await site.ask(idOf(reload));
      }
      expect(attempt.status).toBe(200);
      waits.push(waited);
      site.advance(5);
      await site.release(idOf(reload));
    }
    expect(waits.slice(0, 1 + ALLOWANCE)).toEqual([0, 0, 0, 0]);
    expect(Math.max(...waits)).toBeGreaterThan(0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(LIFETIME_S);
  });

  test('reloads without a wait where the pages of a session count as one', async () => {
    let now = NOW;
    const endpoint = createTokenEndpoint({
      key: key.jwk,
      now: () => now,
      viewings: limitViewings({ perViewer: 1, store: memoryStore({ now: () => now }) }),
      authorize: () => ({ viewer: 'ada', countAs: 'session of the browser', expiresIn: LIFETIME_S }),
    });
    for (let reload = 0; reload < 10; reload += 1) {
      expect((await endpoint(post({ videoId: VIDEO, playbackId: idOf(reload) }))).status).toBe(200);
      await endpoint(post({ videoId: VIDEO, playbackId: idOf(reload), release: true }));
      now += 5000;
    }
  });
});
