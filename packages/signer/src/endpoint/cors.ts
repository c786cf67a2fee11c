import { checkNumber } from '../check-number.js';
import { SignerError } from '../errors.js';

export interface CorsOptions {
  /** The other origins whose pages may request tokens, such as `https://www.example.com`. Compared exactly, without wildcards. */
  readonly origins: readonly string[];
  /** Whether requests may carry cookies. Default true. */
  readonly credentials?: boolean | undefined;
  /** Seconds for which a browser may cache a preflight response. Default 7200. */
  readonly maxAge?: number | undefined;
}

/** Whether a request comes from the endpoint's own origin or from no browser page, from an allowed origin, or from any other. */
export type Caller = 'same-origin' | 'allowed' | 'foreign';

/** A string would be searched for substrings: `https://example.com.evil.example` contains `https://example.com`. */
export function checkCorsOptions(cors: CorsOptions | undefined): void {
  if (cors === undefined) return;
  if (typeof cors !== 'object' || cors === null)
    throw new SignerError('config', { field: 'cors', detail: 'must be an object' });
  const { origins }: { origins: unknown } = cors;
  if (!Array.isArray(origins) || origins.some((origin) => typeof origin !== 'string')) {
    throw new SignerError('config', { field: 'cors.origins', detail: 'must be an array of strings' });
  }
  if (cors.maxAge !== undefined) checkNumber('cors.maxAge', cors.maxAge, { min: 0, isInteger: true });
}

/**
 * Classifies a request by `Origin` and `Sec-Fetch-Site`, which a page cannot set. A GET without CORS has no `Origin`, so only
 * `Sec-Fetch-Site` says where it comes from. A request with neither header comes from an app or a server: `authorize` decides about it.
 */
export function classifyCaller({ headers, url }: Request, cors: CorsOptions | undefined): Caller {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  if (origin !== null && cors?.origins.includes(origin)) return 'allowed';
  // `none` is a request by the user, such as a typed URL.
  if (site !== null) return site === 'same-origin' || (site === 'none' && origin === null) ? 'same-origin' : 'foreign';
  if (origin === null) return 'same-origin';
  // For browsers without `Sec-Fetch-Site`. The scheme differs behind a proxy that terminates TLS, so only the host is compared.
  return URL.canParse(origin) && new URL(origin).host === new URL(url).host ? 'same-origin' : 'foreign';
}

/** A page of an origin that is not listed asked for a token and was refused. */
export interface ForeignOriginWarning {
  readonly warning: 'foreign-origin';
  readonly field: 'cors.origins';
  readonly message: string;
}

/** Anybody can send any `Origin`, so a log gets only the first ones. */
const MAX_REPORTED_ORIGINS = 10;

/** Returns a function that reports each refused origin once: the refused page sees a bare 403, often on the first day of development. */
export function createForeignOriginReporter(
  report: (warning: ForeignOriginWarning) => void,
): (request: Request) => void {
  const reported = new Set<string>();
  return ({ headers }) => {
    const value = headers.get('origin') ?? '';
    const { origin } = URL.canParse(value) ? new URL(value) : { origin: 'null' };
    if (reported.has(origin) || reported.size >= MAX_REPORTED_ORIGINS) return;
    reported.add(origin);
    const message =
      origin === 'null'
        ? 'Refused a page without an origin, such as a sandboxed frame, or a request from another site without CORS.'
        : `Refused a page of ${origin}. If it is yours, list it: cors: { origins: ['${origin}'] }.`;
    report({ warning: 'foreign-origin', field: 'cors.origins', message });
  };
}

/** The CORS headers of every response. The element reads `Date` and `Retry-After`, which a page of another origin sees only if they are exposed. */
export function corsHeaders(request: Request, caller: Caller, cors: CorsOptions | undefined): Record<string, string> {
  const vary = { vary: 'Origin' };
  if (caller !== 'allowed') return vary;
  return {
    ...vary,
    'access-control-allow-origin': request.headers.get('origin') ?? '',
    'access-control-expose-headers': 'Date, Retry-After',
    ...((cors?.credentials ?? true) ? { 'access-control-allow-credentials': 'true' } : {}),
  };
}

export function preflightResponse(
  request: Request,
  methods: string,
  cors: CorsOptions,
  headers: Record<string, string>,
): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...headers,
      vary: 'Origin, Access-Control-Request-Headers',
      'access-control-allow-methods': methods,
      'access-control-allow-headers': request.headers.get('access-control-request-headers') ?? 'Content-Type',
      'access-control-max-age': String(cors.maxAge ?? 7200),
    },
  });
}
