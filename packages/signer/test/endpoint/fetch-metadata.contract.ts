import { limitViewings, memoryStore } from '@secure-stream/signer';
import { expect } from '@secure-stream/test-server/expect';
import type { Contract } from '../support/contract.js';
import { get, post, VIDEO } from '../support/fixtures.js';
import { createEndpoint } from './token-endpoint.contract.js';

/** The headers that a browser sends, which no page can set. */
const fetched = (site: string, mode: string, dest: string, more: Record<string, string> = {}) => ({
  'sec-fetch-site': site,
  'sec-fetch-mode': mode,
  'sec-fetch-dest': dest,
  ...more,
});
const PREFETCH = { 'sec-purpose': 'prefetch' };
const PRERENDER = { 'sec-purpose': 'prefetch;prerender' };
const PLAYBACK = 'playback-of-this-test';

const REQUESTS: readonly [by: string, headers: Record<string, string>, endpoint: number, page: number][] = [
  ['the player', fetched('same-origin', 'cors', 'empty'), 200, 200],
  ['an app or an older browser', {}, 200, 200],
  ['a typed URL', fetched('none', 'navigate', 'document'), 403, 200],
  ['a link of the same site', fetched('same-origin', 'navigate', 'document'), 403, 200],
  ['a link of another site', fetched('cross-site', 'navigate', 'document'), 403, 200],
  ['a link, in a browser without Sec-Fetch-Dest', { 'sec-fetch-mode': 'navigate' }, 403, 200],
  ['an image of another site', fetched('cross-site', 'no-cors', 'image'), 403, 403],
  ['an image of the same site', fetched('same-origin', 'no-cors', 'image'), 403, 403],
  ['a frame of another site', fetched('cross-site', 'navigate', 'iframe'), 403, 403],
  ['a frame of the same site', fetched('same-origin', 'navigate', 'iframe'), 403, 403],
  ['an object element', fetched('same-origin', 'navigate', 'object'), 403, 403],
  ['a script element', fetched('same-origin', 'no-cors', 'script'), 403, 403],
  ['a script of another site', fetched('cross-site', 'no-cors', 'empty'), 403, 403],
  ['a script of a sibling site', fetched('same-site', 'cors', 'empty'), 403, 403],
  ['a prefetch', fetched('same-origin', 'navigate', 'document', PREFETCH), 403, 503],
  ['a prerender of another site', fetched('cross-site', 'navigate', 'document', PRERENDER), 403, 503],
  ['the player of a prerendered page', fetched('same-origin', 'cors', 'empty', PRERENDER), 503, 503],
];

function createSite() {
  const calls: string[] = [];
  const viewings = limitViewings({ perViewer: 1, store: memoryStore() });
  const authorize = () => {
    calls.push('authorize');
    return { viewer: 'ada' };
  };
  return { calls, viewings, endpoint: createEndpoint({ viewings, authorize }) };
}

export const fetchMetadata: Contract = Object.fromEntries<() => Promise<void>>([
  ...REQUESTS.flatMap(([by, headers, ofEndpoint, ofPage]): [string, () => Promise<void>][] => [
    ...(['GET', 'POST'] as const).map((method): [string, () => Promise<void>] => [
      `responds with ${ofEndpoint} to a ${method} of ${by}, and starts a viewing only with 200`,
      async () => {
        const { endpoint, viewings, calls } = createSite();
        const fields = { videoId: VIDEO, playbackId: PLAYBACK };
        const query = String(new URLSearchParams(fields));
        const response = await endpoint(method === 'GET' ? get(`/?${query}`, headers) : post(fields, headers));
        expect(response.status).toBe(ofEndpoint);
        expect(response.headers.get('retry-after')).toBe(null);
        expect(await viewings.listViewings('ada')).toHaveLength(ofEndpoint === 200 ? 1 : 0);
        expect(calls).toHaveLength(ofEndpoint === 200 ? 1 : 0);
      },
    ]),
    [
      `issueToken returns ${ofPage} for a page that is requested by ${by}`,
      async () => {
        const { endpoint, viewings, calls } = createSite();
        const result = await endpoint.issueToken(get('/watch', headers), VIDEO);
        expect('refused' in result ? result.refused : 200).toBe(ofPage);
        expect(await viewings.listViewings('ada')).toHaveLength(ofPage === 200 ? 1 : 0);
        expect(calls).toHaveLength(ofPage === 200 ? 1 : 0);
      },
    ],
  ]),
  [
    'issues a token to a prerendered page if it starts no viewing',
    async () => {
      const headers = fetched('same-origin', 'cors', 'empty', PRERENDER);
      expect((await createEndpoint()(post({ videoId: VIDEO }, headers))).status).toBe(200);
      const page = get('/watch', fetched('same-origin', 'navigate', 'document', PRERENDER));
      expect(await createEndpoint().issueToken(page, VIDEO)).toHaveProperty('token');
    },
  ],
  [
    'issueToken serves a script of a listed origin',
    async () => {
      const origin = 'https://www.example.com';
      const headers = fetched('cross-site', 'cors', 'empty', { origin });
      const endpoint = createEndpoint({ cors: { origins: [origin] } });
      expect(await endpoint.issueToken(get('/watch', headers), VIDEO)).toHaveProperty('token');
    },
  ],
]);
