import { readClaims, type Claims, type Grant } from '@secure-stream/protocol';
import type { Clock } from './clock.js';
import { StreamError } from './stream-error.js';
import type { RetryLaterError } from './token-errors.js';
import type { FetchToken, TokenContext, TokenResponse } from './providers/provider.js';

/** A token as a session holds it. */
export interface Token {
  readonly value: string;
  /** `Clock.now()` from which the lifetime counts. */
  readonly grantedAt: number;
  /** Milliseconds from `grantedAt`. `Infinity` if unknown. */
  readonly lifetime: number;
  /** `null` for a token that is not a JWT. */
  readonly claims: Claims | null;
  readonly grant: Grant;
}

/** The result of a token request. */
export type TokenResult =
  | { readonly type: 'granted'; readonly token: Token }
  /** `retry`: another attempt may succeed. */
  | {
      readonly type: 'refused';
      readonly error: StreamError;
      readonly retry: boolean;
      readonly retryAfter?: number | undefined;
    };

/** When a response was created, as far as the client can know. */
export interface ReceiptTime {
  /** `Clock.now()` at the midpoint of the request. */
  readonly at: number;
  /** `Clock.wall()`: the viewer's clock. */
  readonly wall: number;
}

/** A token that is valid for less than this is not used. */
const MIN_LIFETIME_MS = 1000;

/**
 * By a clock that is almost a lifetime fast, each token would have to be renewed after a second or two. Only for a token that says when it
 * was signed: `nbf` of the service is an hour earlier.
 */
const MIN_LIFETIME_BY_VIEWER_MS = 30_000;

/** Requests a token. Never rejects. */
export async function requestToken(fetchToken: FetchToken, context: TokenContext, clock: Clock): Promise<TokenResult> {
  const requestedAt = clock.now();
  try {
    const answer = await fetchToken(context);
    const now = clock.now();
    // The server created the response at some time during the request. The midpoint is wrong by half of its duration at
    // most.
    const midpoint = (requestedAt + now) / 2;
    return {
      type: 'granted',
      token: parseToken(answer, context.videoId, { at: midpoint, wall: clock.wall() - (now - midpoint) }),
    };
  } catch (thrown) {
    const error = thrown instanceof StreamError ? thrown : new StreamError('token-unreachable');
    const { retryAfter }: Partial<RetryLaterError> = error;
    return { type: 'refused', error, retry: error.remedy === 'retry' && retryAfter !== Infinity, retryAfter };
  }
}

/** Creates a token from a response. Throws `token-mismatch` for the token of another video, and `token-expired` for an expired one. */
export function parseToken({ grant, serverTime }: TokenResponse, videoId: string, { at, wall }: ReceiptTime): Token {
  const claims = readClaims(grant.token);
  if (claims?.sub && claims.sub.toLowerCase() !== videoId.toLowerCase())
    throw new StreamError('token-mismatch', { detail: 'The token is for another video.' });

  const lifetime = computeLifetime();
  if (lifetime < MIN_LIFETIME_MS) throw new StreamError('token-expired', { detail: 'The token has expired.' });
  return { value: grant.token, grantedAt: at, lifetime, claims, grant };

  function computeLifetime(): number {
    if (grant.expiresIn !== undefined) return grant.expiresIn * 1000;
    const expiry = Math.min(grant.expiresAt ?? Infinity, claims?.exp ?? Infinity) * 1000;
    // `Date` has whole seconds, rounded down: the response may be up to a second younger than its date.
    if (serverTime !== undefined) return expiry - serverTime - 1000;
    // Only the viewer's clock is available. It may shorten the declared lifetime, but not declare the token expired: a
    // clock that is a day fast would do that for every token. The origin's refusal decides.
    const declaredLifetime = expiry - (claims?.iat ?? claims?.nbf ?? -Infinity) * 1000;
    const remaining = expiry - wall;
    return Math.min(
      remaining < MIN_LIFETIME_MS ? Infinity : Math.max(remaining, claims?.iat ? MIN_LIFETIME_BY_VIEWER_MS : 0),
      declaredLifetime,
    );
  }
}
