import { readVerdict, type Verdict } from './authorization.js';
import { callerOf, corsHeaders, preflight, type CorsOptions } from './cors.js';
import { SignerError } from './errors.js';
import { signingKeySource, type SigningKeys } from './key-source.js';
import { problem, type ProblemStatus } from './problem.js';
import {
  checkStandingRestrictions,
  restrictionWarnings,
  type Restrictions,
  type RestrictionWarning,
} from './restrictions.js';
import type { TokenSource } from './source.js';
import { readTokenRequest } from './token-request.js';

/** What `authorize` is told beside the request, whose body has been read. */
export interface TokenQuestion {
  readonly videoId: string;
  /** The JSON that was sent; empty for a GET. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What an audit is told of a token. It never holds the token. */
export interface Issue {
  readonly videoId: string;
  readonly viewer: string | undefined;
  readonly expiresIn: number;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly request: Request;
}

export type TokenEndpointOptions = {
  /** Decides who may watch what. Required: nothing is served without it. */
  readonly authorize: (request: Request, question: TokenQuestion) => Verdict | Promise<Verdict>;
  /** What every token is limited to, unless `authorize` says otherwise, field by field. */
  readonly restrictions?: Restrictions | undefined;
  /** Pages of other origins that may ask. Without it, only the endpoint's own. */
  readonly cors?: CorsOptions | undefined;
  /** Asked before `authorize`: false is 429, a number is 429 with that many seconds to wait. */
  readonly limit?:
    ((request: Request, question: TokenQuestion) => boolean | number | Promise<boolean | number>) | undefined;
  /** Told of every token that was issued. The answer waits for it. */
  readonly onIssue?: ((issue: Issue) => void | Promise<void>) | undefined;
  /** Told at once of what is probably a mistake in `restrictions`. Default: nobody is. */
  readonly onWarning?: ((warning: RestrictionWarning) => void) | undefined;
  /** Told what was thrown behind a 404, 500 or 503. Default: nobody is. */
  readonly onError?: ((error: unknown, request: Request) => void) | undefined;
  /** The clock, in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
} & (
  | { readonly key: SigningKeys | undefined; readonly source?: undefined }
  | { readonly source: TokenSource; readonly key?: undefined }
);

const METHODS = 'POST, GET, OPTIONS';

/**
 * The endpoint that `<secure-stream>` asks. It answers `{ token, expiresIn }`, is never cached, refuses by default, and tells a stranger nothing but
 * the status. Throws a {@link SignerError} at once when `authorize` or the source is missing, or `restrictions` are wrong.
 */
export function createTokenEndpoint(options: TokenEndpointOptions): (request: Request) => Promise<Response> {
  const { authorize, restrictions = {}, cors, limit = () => true, onIssue, onWarning, onError } = options;
  const { now = () => Date.now() } = options;
  if (typeof authorize !== 'function') throw new SignerError('config', { field: 'authorize' });
  const source = sourceOf(options, now);
  // Instants have to wait: a Worker has no clock before its first request.
  checkStandingRestrictions(restrictions);
  for (const warning of restrictionWarnings(restrictions)) onWarning?.(warning);

  async function answer(request: Request, headers: Record<string, string>): Promise<Response> {
    const asked = await readTokenRequest(request);
    if (typeof asked === 'number') return problem(asked, headers);
    const pass = await limit(request, asked);
    if (pass !== true) return refusal(429, pass === false ? undefined : pass, headers);
    const verdict = readVerdict(await authorize(request, asked));
    if ('refused' in verdict) return refusal(verdict.refused, verdict.retryAfter, headers);
    const { videoId } = asked;
    const { token, expiresIn } = await source(videoId, merge(restrictions, verdict.restrictions));
    await onIssue?.({ videoId, viewer: verdict.viewer, expiresIn, issuedAt: now(), request });
    return new Response(JSON.stringify({ token, expiresIn }), {
      headers: { ...headers, 'content-type': 'application/json', 'cache-control': 'no-store' },
    });
  }

  return async (request) => {
    const caller = callerOf(request, cors);
    const headers = corsHeaders(request, caller, cors);
    if (caller === 'stranger') return problem(403, headers);
    if (request.method === 'OPTIONS') {
      if (caller === 'listed' && cors) return preflight(request, METHODS, cors, headers);
      return new Response(null, { status: 204, headers: { ...headers, allow: METHODS } });
    }
    if (request.method !== 'POST' && request.method !== 'GET') return problem(405, { ...headers, allow: METHODS });
    try {
      return await answer(request, headers);
    } catch (error) {
      onError?.(error, request);
      return failure(error, headers);
    }
  };
}

function sourceOf({ source, key }: TokenEndpointOptions, now: () => number): TokenSource {
  if (source) return source;
  if (key) return signingKeySource(key, { now });
  throw new SignerError('key-missing', { field: 'key' });
}

/** Only what changes what the caller should do next: the video is gone, or come back later. */
function failure(error: unknown, headers: Record<string, string>): Response {
  if (!(error instanceof SignerError)) return problem(500, headers);
  switch (error.reason) {
    case 'service-not-found':
      return problem(404, headers);
    case 'service-rate-limited':
    case 'service-unreachable':
      return refusal(503, error.retryAfter, headers);
    default:
      return problem(500, headers);
  }
}

function refusal(status: ProblemStatus, retryAfter: number | undefined, headers: Record<string, string>): Response {
  if (retryAfter === undefined) return problem(status, headers);
  return problem(status, { ...headers, 'retry-after': String(Math.ceil(retryAfter)) });
}

/** Either way of giving the expiry takes the place of the other. */
function merge({ expiresIn, exp, ...defaults }: Restrictions, own: Restrictions): Restrictions {
  const expiry = own.exp ?? own.expiresIn;
  return { ...defaults, ...(expiry === undefined ? { expiresIn, exp } : {}), ...own };
}
