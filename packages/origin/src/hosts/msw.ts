import { http } from 'msw';
import type { Origin } from '../origin.js';
import { folderOf, requestBelow } from './path-prefix.js';

/**
 * The origin as handlers of a mock service worker, for a page without a server: everything below `base` is answered by it.
 *
 * @param base Such as `https://customer-demo.cloudflarestream.com`, or a folder of the page's own site.
 */
export function originHandlers(origin: Pick<Origin, 'fetch'>, base: string) {
  const root = new URL(base, globalThis.location?.href);
  const folder = folderOf(root.pathname);
  return [
    http.all(`${root.href.replace(/\/$/, '')}/*`, ({ request }) => {
      const below = requestBelow(request, folder);
      // No script can read the `Origin` and `Referer` of a request, but the page that made it is this one or named in it.
      return below
        ? origin.fetch(below, { page: request.referrer || globalThis.location?.href, below: folder })
        : undefined;
    }),
  ];
}
