import { ApiError } from './envelope.js';

/** What an API token may do: `Stream: Read` or `Stream: Edit`. */
export type Permission = 'read' | 'edit';

/** The service allows 1,200 requests in five minutes (Cloudflare documentation, "API limits"). */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

export interface ApiOptions {
  /** The account that the API tokens belong to. Default: any. */
  readonly accountId?: string;
  /**
   * API tokens and their permissions. Default: any token may do everything, which only suits an origin that nobody else can reach, such as
   * one inside a test. A request without credentials is always refused.
   */
  readonly tokens?: Readonly<Record<string, Permission>>;
  /**
   * Host names, without port, to which the API answers. A web page that makes its own name resolve to this machine (DNS rebinding) is
   * refused. Default: any.
   */
  readonly hosts?: readonly string[];
  /** Default: none. */
  readonly rateLimit?: RateLimit;
}

/**
 * Checks the credentials: a bearer token, or the `X-Auth-Key` of older examples. Returns the key under which the rate limit counts.
 * Throws an {@link ApiError} if credentials are missing, unknown, or not sufficient.
 *
 * @param tokens Permissions of each token; `undefined` accepts every token for everything.
 */
export function authenticate(
  { method, headers }: Request,
  tokens: Readonly<Record<string, Permission>> | undefined,
): string {
  const credential = bearer(headers.get('Authorization')) ?? (headers.get('X-Auth-Email') && headers.get('X-Auth-Key'));
  if (!credential)
    throw new ApiError('credentials-missing', 'Missing X-Auth-Key, X-Auth-Email or Authorization headers');
  if (!tokens) return credential;
  const permission = Object.hasOwn(tokens, credential) ? tokens[credential] : undefined;
  if (!permission) throw new ApiError('credentials-wrong', 'Authentication error');
  if (permission === 'read' && method !== 'GET' && method !== 'HEAD')
    throw new ApiError('permission-missing', 'Authentication error');
  return credential;
}

/** Whether a secret can be sent in a header. An empty one would let anybody in. */
export const isApiToken = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);

const bearer = (header: string | null) => /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];

/** Credentials that are counted at the same time. */
const MAX_CALLERS = 10_000;

/** Counts the requests of each caller in windows that begin with the first request. Returns a function that throws above the limit. */
export function createRateLimiter({ requests, seconds }: RateLimit, now: () => number): (caller: string) => void {
  const windows = new Map<string, { readonly end: number; readonly count: number }>();
  return (caller) => {
    const time = now();
    const open = windows.get(caller);
    const { end, count } = open && time < open.end ? open : { end: time + seconds * 1000, count: 0 };
    if (windows.size >= MAX_CALLERS) windows.clear();
    windows.set(caller, { end, count: count + 1 });
    if (count < requests) return;
    throw new ApiError('rate-limited', 'Please wait and consider throttling your request speed', {
      'Retry-After': String(Math.ceil((end - time) / 1000)),
    });
  };
}
