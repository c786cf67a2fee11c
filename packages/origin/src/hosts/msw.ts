import { http } from 'msw';
import type { Origin } from '../origin.js';
import { normalizePrefix, stripPrefix } from './path-prefix.js';

/**
 * The origin as handlers of a mock service worker, for a page without a server. They answer every request below `base`.
 *
 * @param base Such as `https://customer-demo.cloudflarestream.com`, or a path of the page's own site.
 */
export function originHandlers(origin: Pick<Origin, 'fetch'>, base: string) {
  const root = new URL(base, globalThis.location?.href);
  const pathPrefix = normalizePrefix(root.pathname);
  return [
    http.all(`${root.href.replace(/\/$/, '')}/*`, ({ request }) => {
      const stripped = stripPrefix(request, pathPrefix);
      // A script cannot read the headers `Origin` and `Referer`. The requesting page is the referrer, or this page.
      return stripped
        ? origin.fetch(stripped, { page: request.referrer || globalThis.location?.href, pathPrefix })
        : undefined;
    }),
  ];
}
