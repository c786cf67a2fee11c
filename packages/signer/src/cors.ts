export interface CorsOptions {
  /** The pages that may ask from another origin, such as `https://www.example.com`; exactly, with no wildcards. */
  readonly origins: readonly string[];
  /** Whether cookies may come along. Default true. */
  readonly credentials?: boolean | undefined;
  /** Seconds for which a browser may remember the answer to its preflight. Default 7200. */
  readonly maxAge?: number | undefined;
}

/** Whether a request comes from the endpoint's own origin (or from no page at all), from a listed one, or from elsewhere. */
export type Caller = 'own' | 'listed' | 'stranger';

export function callerOf(request: Request, cors: CorsOptions | undefined): Caller {
  const origin = request.headers.get('origin');
  if (origin === null) return 'own';
  if (cors?.origins.includes(origin)) return 'listed';
  if (request.headers.get('sec-fetch-site') === 'same-origin') return 'own';
  // Behind something that ends TLS the schemes differ; the host is what tells.
  return URL.canParse(origin) && new URL(origin).host === new URL(request.url).host ? 'own' : 'stranger';
}

/** The headers of every answer. Both `Date` and `Retry-After` are for the element, and a page of another origin does not see them unless they are named. */
export function corsHeaders(request: Request, caller: Caller, cors: CorsOptions | undefined): Record<string, string> {
  const vary = { vary: 'Origin' };
  if (caller !== 'listed') return vary;
  return {
    ...vary,
    'access-control-allow-origin': request.headers.get('origin') ?? '',
    'access-control-expose-headers': 'Date, Retry-After',
    ...((cors?.credentials ?? true) ? { 'access-control-allow-credentials': 'true' } : {}),
  };
}

export function preflight(
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
