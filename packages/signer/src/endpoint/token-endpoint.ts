import { checkDelay } from '../check-number.js';
import { SignerError } from '../errors.js';
import { checkDefaultRestrictions } from '../restrictions/check-restrictions.js';
import { findRestrictionWarnings } from '../restrictions/restrictions.js';
import { callSafely, createReporter } from '../safe-call.js';
import { signingKeySource, type TokenSource } from '../sources/token-source.js';
import { isSignableId } from '../video-id.js';
import { admit } from './admit.js';
import { checkCorsOptions, createForeignOriginReporter } from './cors.js';
import { isPageRequest, isPrefetch, isPlaybackId, readTokenRequest, type ParsedTokenRequest } from './token-request.js';
import { type IssueResult, type RefusedToken, type Released, problemResponse } from './problem-response.js';
import { createIssuer } from './issue-token.js';
import type { EndpointWarning, TokenEndpointOptions } from './token-endpoint-options.js';

export interface TokenEndpoint {
  /** Responds to the token request of a player. */
  (request: Request): Promise<Response>;
  /**
   * Issues the first token of a player while a page is rendered on the server, through the same `limit`, `authorize` and restrictions.
   * `request` is the request of the page. Never rejects: without a token the result has `refused`, an HTTP status: 403 for an image, a frame,
   * or a script of another origin. With `viewings` the result has the `playbackId` that the player must send with its renewals, and a prefetch or
   * prerender is a 503, with which the browser loads the page again when the viewer opens it. A link from any site to the page starts a viewing.
   */
  issueToken(request: Request, videoId: string, options?: IssueTokenOptions): Promise<IssueResult>;
}

export interface IssueTokenOptions {
  /** Default: random. */
  readonly playbackId?: string | undefined;
  /** Default false. */
  readonly takeover?: boolean | undefined;
}

/**
 * Creates the token endpoint for `<secure-stream>`. It responds with `{ token, expiresIn, watermark? }`, never lets a response be cached, refuses by default,
 * and sends a stranger nothing but the status. Throws a {@link SignerError} if `authorize` or the source is missing, or an option is invalid.
 */
export function createTokenEndpoint(options: TokenEndpointOptions): TokenEndpoint {
  const { authorize, restrictions = {}, cors, viewings, onWarning = logWarning, onError, timeout = 8000 } = options;
  const { now = () => Date.now() } = options;
  if (typeof authorize !== 'function') throw new SignerError('config', { field: 'authorize' });
  checkCorsOptions(cors);
  checkDelay('timeout', timeout);
  // A Worker has no clock before its first request, so timestamps are checked later.
  checkDefaultRestrictions(restrictions);
  const issue = createIssuer({ ...options, source: selectSource(options, now), restrictions, timeout, now });
  const report = createReporter(onError);
  const warn = (warning: EndpointWarning) =>
    callSafely(
      () => onWarning(warning),
      (error) => report(error, { during: 'onWarning' }),
    );
  for (const warning of findRestrictionWarnings(restrictions)) warn(warning);
  const reportForeignOrigin = createForeignOriginReporter(warn);

  async function respond(request: Request): Promise<Response> {
    const headers = admit(request, cors, reportForeignOrigin);
    if (headers instanceof Response) return headers;
    // Without `Retry-After` the player tries again as soon as the page is shown.
    if (viewings && isPrefetch(request)) return problemResponse(503, headers);
    const result = await issue(request, (signal) => readTokenRequest(request, signal));
    if (!('token' in result)) return toResponse(result, headers);
    const { token, expiresIn, watermark } = result;
    return Response.json({ token, expiresIn, watermark }, { headers: { ...headers, 'cache-control': 'no-store' } });
  }

  async function issueToken(request: Request, videoId: string, options: IssueTokenOptions = {}): Promise<IssueResult> {
    if (!isPageRequest(request, cors)) return { refused: 403 };
    if (viewings && isPrefetch(request)) return { refused: 503 };
    const { playbackId = crypto.randomUUID(), takeover = false } = options;
    const parse = async (): Promise<ParsedTokenRequest> => {
      if (!isSignableId(videoId)) return 404;
      if (!isPlaybackId(playbackId)) return 400;
      return { videoId: videoId.toLowerCase(), body: {}, playbackId, takeover, release: false };
    };
    const result = await issue(request, parse);
    if ('token' in result) return viewings ? { ...result, playbackId } : result;
    return 'refused' in result ? result : { refused: 400 };
  }

  return Object.assign(respond, { issueToken });
}

// oxlint-disable-next-line no-console
const logWarning = ({ message }: EndpointWarning) => console.warn(message);

function selectSource({ source, key }: TokenEndpointOptions, now: () => number): TokenSource {
  if (source) return source;
  if (key) return signingKeySource(key, { now });
  throw new SignerError('key-missing', { field: 'key', detail: 'is not set' });
}

function toResponse(result: RefusedToken | Released, headers: Record<string, string>): Response {
  if ('refused' in result) {
    const { refused, retryAfter, details } = result;
    if (retryAfter === undefined) return problemResponse(refused, headers, details);
    return problemResponse(refused, { ...headers, 'retry-after': String(Math.ceil(retryAfter)) }, details);
  }
  return new Response(null, { status: 204, headers: { ...headers, 'cache-control': 'no-store' } });
}
