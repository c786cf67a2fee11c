import { SignerError } from '../errors.js';
import { mergeRestrictions, type Restrictions } from '../restrictions/index.js';
import { createReporter } from '../safe-call.js';
import type { IssuedToken, TokenSource } from '../sources/index.js';
import { parseAuthorizeResult } from './authorize-result.js';
import { withDeadline } from './deadline.js';
import type { ProblemStatus } from './problem-response.js';
import type { ErrorContext, TokenEndpointOptions } from './token-endpoint-options.js';
import type { ParsedTokenRequest } from './token-request.js';

/** No token, and the HTTP status that says why. */
export interface RefusedToken {
  readonly refused: ProblemStatus;
  /** Seconds after which to try again. */
  readonly retryAfter?: number | undefined;
}

export type IssueResult = IssuedToken | RefusedToken;

export interface IssuerOptions extends Pick<TokenEndpointOptions, 'authorize' | 'limit' | 'onIssue' | 'onError'> {
  readonly restrictions: Restrictions;
  readonly source: TokenSource;
  readonly timeout: number;
  readonly now: () => number;
}

/** Issues tokens: rate limit, authorization, restrictions, source, audit. Never rejects; errors go to `onError`. */
export function createIssuer(options: IssuerOptions) {
  const { authorize, limit = () => true, restrictions, source, onIssue, timeout, now } = options;
  const report = createReporter(options.onError);

  async function issue(
    request: Request,
    parse: (signal: AbortSignal) => Promise<ParsedTokenRequest>,
    signal: AbortSignal,
    context: Writable<ErrorContext>,
  ): Promise<IssueResult> {
    const parsed = await parse(signal);
    if (typeof parsed === 'number') return { refused: parsed };
    const { videoId } = parsed;
    const tokenRequest = { ...parsed, signal };

    Object.assign(context, { during: 'limit', videoId });
    const passed = await limit(request, tokenRequest);
    if (passed !== true) return { refused: 429, retryAfter: passed === false ? undefined : passed };

    context.during = 'authorize';
    signal.throwIfAborted();
    const result = parseAuthorizeResult(await authorize(request, tokenRequest));
    if ('refused' in result) return result;
    const { viewer, overrides } = result;
    context.viewer = viewer;
    const merged = mergeRestrictions(restrictions, overrides, now());

    context.during = 'source';
    signal.throwIfAborted();
    const { token, expiresIn } = await source(videoId, merged, { signal });

    context.during = 'onIssue';
    signal.throwIfAborted();
    const origin = request.headers.get('origin') ?? undefined;
    const userAgent = request.headers.get('user-agent') ?? undefined;
    await onIssue?.({ videoId, viewer, expiresIn, issuedAt: now(), origin, userAgent });
    return { token, expiresIn };
  }

  return async (
    request: Request,
    parse: (signal: AbortSignal) => Promise<ParsedTokenRequest>,
  ): Promise<IssueResult> => {
    const context: Writable<ErrorContext> = { during: 'body' };
    try {
      return await withDeadline(timeout, (signal) => issue(request, parse, signal, context));
    } catch (error) {
      report(error, { ...context });
      return refusalFromError(error);
    }
  };
}

type Writable<Value> = { -readonly [Name in keyof Value]: Value[Name] };

/** Tells the client only what it can act on: the video does not exist, or try again later. */
function refusalFromError(error: unknown): RefusedToken {
  if (!(error instanceof SignerError)) return { refused: 500 };
  switch (error.reason) {
    case 'service-not-found':
      return { refused: 404 };
    case 'timeout':
    case 'service-rate-limited':
    case 'service-unreachable':
      return { refused: 503, retryAfter: error.retryAfter };
    default:
      return { refused: 500 };
  }
}
