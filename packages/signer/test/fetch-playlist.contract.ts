import { fetchPlaylist, SignerError, type FetchPlaylistOptions } from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import type { Contract } from './support/contract.js';

const grant = { token: 'token-of-this-test', expiresIn: 600 };
const playlist = '#EXTM3U\n#EXT-X-VERSION:7\n';

/** What an origin does that leads to no playlist. */
const FAILURES: Readonly<Record<string, FetchPlaylistOptions['fetch']>> = {
  'refuses the token': async () => new Response(playlist, { status: 403 }),
  redirects: async () => new Response(null, { status: 302, headers: { location: 'https://video.example.com' } }),
  'sends a page': async () => new Response('<!doctype html>'),
  'sends more than a page can contain': async () => new Response(playlist + '#'.repeat(65_536)),
  'is down': () => Promise.reject(new TypeError('fetch failed')),
  'does not respond in time': ({ signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
};

export const playlists: Contract = {
  'fetches the playlist with the token, and follows no redirect': async () => {
    const requests: Request[] = [];
    const fetch = async (request: Request) => {
      requests.push(request);
      return new Response(playlist);
    };
    expect(await fetchPlaylist({ grant, customerCode: 'f33zs165', fetch })).toBe(playlist);
    expect(requests.map(({ method, url, redirect }) => `${method} ${url} ${redirect}`)).toEqual([
      'GET https://customer-f33zs165.cloudflarestream.com/token-of-this-test/manifest/video.m3u8 manual',
    ]);
  },

  ...Object.fromEntries(
    Object.entries(FAILURES).map(([failure, fetch]) => [
      `resolves without a playlist if the origin ${failure}`,
      async () => expect(await fetchPlaylist({ grant, timeout: 20, fetch })).toBeUndefined(),
    ]),
  ),

  'requests nothing for a grant with a watermark, which hands over no token': async () => {
    const fetch = () => Promise.reject(new Error('requested'));
    expect(await fetchPlaylist({ grant: { ...grant, watermark: { text: 'ada@example.com' } }, fetch })).toBeUndefined();
  },

  'rejects for an invalid option with its name, and without its value': async () => {
    const fetch = async () => new Response(playlist);
    const invalid = {
      'grant.token': { grant: { ...grant, token: '' } },
      streamOrigin: { grant, streamOrigin: 'http://a.example' },
    };
    for (const [field, options] of Object.entries(invalid)) {
      const error: unknown = await fetchPlaylist({ ...options, fetch }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(SignerError);
      expect(error).toMatchObject({ reason: 'config', field });
    }
  },
};
