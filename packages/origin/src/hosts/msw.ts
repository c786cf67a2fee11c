import { http } from 'msw';
import type { Origin } from '../origin.js';
import { requestBelow } from './below.js';

/**
 * The origin as handlers of a mock service worker, for a page without a server: everything below `base` is answered by it.
 *
 * @param base Such as `https://customer-demo.cloudflarestream.com`, or a folder of the page's own site.
 */
export function originHandlers(origin: Pick<Origin, 'fetch'>, base: string) {
  const root = new URL(base, globalThis.location?.href);
  return [
    http.all(`${root.href.replace(/\/$/, '')}/*`, ({ request }) => {
      const below = requestBelow(request, root.pathname);
      // No script can read the `Origin` and `Referer` of a request, but the page that made it is this one or named in it.
      return below ? origin.fetch(below, { page: request.referrer || globalThis.location?.href }) : undefined;
    }),
  ];
}
