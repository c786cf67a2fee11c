import { SignerError, type TokenEndpointOptions } from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import type { Contract } from '../support/contract.js';
import { now, post, verifiedClaims, VIDEO } from '../support/fixtures.js';
import { createEndpoint, readGrantResponse } from './token-endpoint.contract.js';

const PLAYLIST = '#EXTM3U\n#EXT-X-VERSION:7\n';
const streamOrigin = 'https://video.example.com';

type FetchPlaylist = NonNullable<NonNullable<TokenEndpointOptions['playlist']>['fetch']>;

/** What an origin does that leads to a token alone. */
const FAILURES: Readonly<Record<string, FetchPlaylist>> = {
  'refuses the token': async () => new Response(PLAYLIST, { status: 403 }),
  'is down': () => Promise.reject(new TypeError('fetch failed')),
  'does not respond in time': ({ signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
  'sends more than the player would read': async () => new Response(PLAYLIST + '#'.repeat(65_000)),
};

const request = (fetch: FetchPlaylist, options: Partial<TokenEndpointOptions> = {}) =>
  readGrantResponse(
    createEndpoint({ playlist: { streamOrigin, timeout: 20, fetch }, ...options })(post({ videoId: VIDEO })),
  );

export const endpointPlaylists: Contract = {
  'sends the playlist that the origin sends for the token': async () => {
    const urls: string[] = [];
    const authorize = () => ({ watermark: { text: 'ada@example.com' } });
    const grant = await request(
      async ({ url }) => {
        urls.push(url);
        return new Response(PLAYLIST);
      },
      { authorize },
    );
    expect(grant).toMatchObject({ playlist: PLAYLIST, expiresIn: 3600, watermark: { text: 'ada@example.com' } });
    expect(await verifiedClaims(grant.token)).toMatchObject({ sub: VIDEO });
    expect(urls).toStrictEqual([`${streamOrigin}/${grant.token}/manifest/video.m3u8`]);
  },

  ...Object.fromEntries(
    Object.entries(FAILURES).map(([failure, fetch]) => [
      `sends the token alone if the origin ${failure}`,
      async () => expect(Object.keys(await request(fetch))).toStrictEqual(['token', 'expiresIn']),
    ]),
  ),

  'subtracts the wait from the lifetime': async () => {
    let waited = 0;
    const { expiresIn } = await request(
      async () => {
        waited = 250;
        return new Response(PLAYLIST);
      },
      { now: () => now() + waited },
    );
    expect(expiresIn).toBe(3599.75);
  },

  'requests no playlist without a token': async () => {
    let requests = 0;
    const fetch = async () => {
      requests += 1;
      return new Response(PLAYLIST);
    };
    const endpoint = createEndpoint({ playlist: { streamOrigin, fetch }, authorize: () => false });
    expect((await endpoint(post({ videoId: VIDEO }))).status).toBe(403);
    expect(requests).toBe(0);
  },

  'throws at the start for an invalid host': () => {
    for (const playlist of [{ streamOrigin: 'http://video.example.com' }, { customerCode: 'a/b' }])
      expect(() => createEndpoint({ playlist })).toThrow(SignerError);
  },
};
