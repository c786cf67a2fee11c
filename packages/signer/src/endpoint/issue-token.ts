import { checkRetryAfter } from '../check-number.js';
import { withDeadline, createReporter } from '../safe-call.js';
import { SignerError } from '../errors.js';
import { checkRestrictions } from '../restrictions/check-restrictions.js';
import { mergeRestrictions } from '../restrictions/merge-restrictions.js';
import type { Restrictions } from '../restrictions/restrictions.js';
import type { TokenSource } from '../sources/token-source.js';
import { parseAuthorizeResult, type Refusal } from './authorize-result.js';
import type { IssueResult, RefusedToken, Released } from './problem-response.js';
import { createLease } from './lease.js';
import type { ErrorContext, TokenEndpointOptions } from './token-endpoint-options.js';
import type { ParsedTokenRequest } from './token-request.js';

export interface IssuerOptions extends Pick<
  TokenEndpointOptions,
  'authorize' | 'limit' | 'viewings' | 'progress' | 'onIssue' | 'onError'
> {
  readonly restrictions: Restrictions;
  readonly source: TokenSource;
  readonly timeout: number;
  readonly now: () => number;
}

/** A store of progress that does not respond must not delay a token for longer. */
const GRANT_TIMEOUT_MS = 1000;

/** Issues tokens: rate limit, authorization, restrictions, source, audit. Never rejects; errors go to `onError`. */
export function createIssuer(options: IssuerOptions) {
  const { authorize, limit = () => true, restrictions, viewings, progress, source, onIssue, timeout, now } = options;
  const report = createReporter(options.onError);

  async function issue(
    request: Request,
    parse: (signal: AbortSignal) => Promise<ParsedTokenRequest>,
    signal: AbortSignal,
    context: Writable<ErrorContext>,
  ): Promise<IssueResult | Released> {
    const passed = await limit(request, { signal });
    if (passed !== true)
      return { refused: 429, retryAfter: typeof passed === 'number' ? checkRetryAfter('limit', passed) : undefined };

    context.during = 'body';
    signal.throwIfAborted();
    const parsed = await parse(signal);
    if (typeof parsed === 'number') return { refused: parsed };
    const { videoId, playbackId, release } = parsed;
    if (release && !viewings) return { released: true };
    if ((viewings || release) && playbackId === undefined) return { refused: 400 };

    Object.assign(context, { during: 'authorize', videoId });
    signal.throwIfAborted();
    const result = parseAuthorizeResult(await authorize(request, { ...parsed, signal }));
    if ('refused' in result) return toRefusedToken(result);
    const { viewer, device, countAs, watermark, overrides } = result;
    context.viewer = viewer;
    const merged = mergeRestrictions(restrictions, overrides, now());

    context.during = 'viewings';
    signal.throwIfAborted();
    const lease =
      viewings &&
      createLease(viewings, { ...parsed, viewer, device, countAs }, (error) =>
        report(error, { ...context, during: 'viewings' }),
      );
    if (release) {
      await lease?.release();
      return { released: true };
    }
    const lifetime = checkRestrictions(merged, now()).exp - now() / 1000;
    const refusal = await lease?.acquire(lifetime);
    if (refusal) return refusal;

    try {
      context.during = 'source';
      signal.throwIfAborted();
      const { token, expiresIn } = await source(videoId, merged, { signal });

      context.during = 'progress';
      if (progress && playbackId !== undefined) await grantProgress(progress, viewer, videoId, playbackId, context);

      context.during = 'onIssue';
      signal.throwIfAborted();
      const origin = request.headers.get('origin') ?? undefined;
      const userAgent = request.headers.get('user-agent') ?? undefined;
      await onIssue?.({ videoId, viewer, playbackId, expiresIn, issuedAt: now(), origin, userAgent });
      return { token, expiresIn, ...(watermark && { watermark }) };
    } catch (error) {
      await lease?.releaseIfStarted();
      throw error;
    }
  }

  /** Playback does not depend on it. */
  async function grantProgress(
    endpoint: NonNullable<IssuerOptions['progress']>,
    viewer: string | undefined,
    videoId: string,
    playbackId: string,
    context: ErrorContext,
  ): Promise<void> {
    try {
      if (!viewer) throw new SignerError('authorize', { field: 'viewer', detail: 'is required to count progress' });
      await withDeadline(GRANT_TIMEOUT_MS, () => endpoint.grant(viewer, videoId, playbackId));
    } catch (error) {
      report(error, { ...context });
    }
  }

  return async (
    request: Request,
    parse: (signal: AbortSignal) => Promise<ParsedTokenRequest>,
  ): Promise<IssueResult | Released> => {
    const context: Writable<ErrorContext> = { during: 'limit' };
    try {
      return await withDeadline(timeout, (signal) => issue(request, parse, signal, context));
    } catch (error) {
      report(error, { ...context });
      return refusalFromError(error);
    }
  };
}

type Writable<Value> = { -readonly [Name in keyof Value]: Value[Name] };

const toRefusedToken = ({ refused, retryAfter, reason }: Refusal): RefusedToken => ({
  refused,
  retryAfter,
  details: reason && { reason },
});

/** Tells the client only what it can act on: the video does not exist, or try again later. */
function refusalFromError(error: unknown): RefusedToken {
  if (!(error instanceof SignerError)) return { refused: 500 };
  switch (error.reason) {
    case 'service-not-found':
      return { refused: 404 };
    case 'timeout':
    case 'service-rate-limited':
    case 'service-unreachable':
    case 'store-failed':
      return { refused: 503, retryAfter: error.retryAfter };
    default:
      return { refused: 500 };
  }
}
