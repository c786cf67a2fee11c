import { readClaims, type Claims } from '@secure-stream/protocol';
import { StreamError } from '../errors/stream-error.js';
import type { TokenResponse } from './providers/provider.js';

/** A token as a session holds it. */
export interface Token {
  readonly value: string;
  /** `Clock.now()` of the moment from which its lifetime counts. */
  readonly grantedAt: number;
  /** Milliseconds from `grantedAt`. `Infinity` when nothing says. */
  readonly lifetime: number;
  /** `null` for a token that is not a JWT. */
  readonly claims: Claims | null;
}

/** When an answer was given, as well as this side can know it. */
export interface ReceiptTime {
  /** `Clock.now()`: the middle of the request. */
  readonly at: number;
  /** `Clock.wall()`: what the viewer believes. */
  readonly wall: number;
}

/** A token with less than this to live, in milliseconds, is dead on arrival. */
const MIN_LIFETIME_MS = 1000;

/** Makes a token of an answer. Throws `token-mismatch` for another video's, `token-expired` for a dead one. */
export function parseToken({ grant, serverTime }: TokenResponse, videoId: string, { at, wall }: ReceiptTime): Token {
  const claims = readClaims(grant.token);
  if (claims?.sub && claims.sub.toLowerCase() !== videoId.toLowerCase())
    throw new StreamError('token-mismatch', { detail: 'Its subject is another video.' });

  const lifetime = computeLifetime();
  if (lifetime < MIN_LIFETIME_MS) throw new StreamError('token-expired', { detail: 'It was dead when it came.' });
  return { value: grant.token, grantedAt: at, lifetime, claims };

  function computeLifetime(): number {
    if (grant.expiresIn !== undefined) return grant.expiresIn * 1000;
    const expiry = Math.min(grant.expiresAt ?? Infinity, claims?.exp ?? Infinity) * 1000;
    // `Date` has whole seconds, rounded down: the answer may be a second younger than it says.
    if (serverTime !== undefined) return expiry - serverTime - 1000;
    // Nothing but the viewer's clock to go by. It shortens what the token says of its own length, and is not believed when it says that
    // the token is dead: a clock that is a day fast says that of every token. The origin's refusal tells.
    const declaredLifetime = expiry - (claims?.iat ?? claims?.nbf ?? -Infinity) * 1000;
    const remaining = expiry - wall;
    return remaining < MIN_LIFETIME_MS ? declaredLifetime : Math.min(remaining, declaredLifetime);
  }
}
