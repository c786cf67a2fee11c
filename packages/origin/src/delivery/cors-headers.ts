import { REASON_HEADER } from '../access/refusals.js';

/** Headers that pages of other origins may read. A player measures a wrong clock by `Date`. */
export const EXPOSED_HEADERS = ['Date', 'Content-Length', 'Content-Range', 'Retry-After', REASON_HEADER];

/** Sent with every response of a route that pages of all origins may use. */
export const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': EXPOSED_HEADERS.join(','),
} as const;
