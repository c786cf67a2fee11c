import { http } from 'msw';
import type { Origin } from '../origin.js';

/**
 * The origin as handlers of a mock service worker, for a page without a server: everything below `base` is answered by it.
 *
 * @param base Such as `https://customer-demo.cloudflarestream.com`.
 */
export const originHandlers = (origin: Pick<Origin, 'fetch'>, base: string) => [
  http.all(`${base.replace(/\/$/, '')}/*`, ({ request }) =>
    origin.fetch(request, { page: request.referrer || globalThis.location?.href }),
  ),
];
