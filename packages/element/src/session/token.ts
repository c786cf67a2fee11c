import { readClaims, type Claims } from '@secure-stream/protocol';
import { StreamError } from '../catalogue/errors.js';
import type { TokenAnswer } from './provider.js';

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
export interface Moment {
  /** `Clock.now()`: the middle of the request. */
  readonly at: number;
  /** `Clock.wall()`: what the viewer believes. */
  readonly wall: number;
}

/** A token with less than this to live, in milliseconds, is dead on arrival. */
const SHORTEST = 1000;
const HOUR = 3_600_000;

/** Makes a token of an answer. Throws `token-mismatch` for another video's, `token-expired` for a dead one. */
export function receiveToken({ grant, serverTime }: TokenAnswer, videoId: string, { at, wall }: Moment): Token {
  const claims = readClaims(grant.token);
  if (claims?.sub !== undefined && claims.sub.toLowerCase() !== videoId.toLowerCase())
    throw new StreamError('token-mismatch', { detail: 'The subject of the token is not this video.' });

  const lifetime = readLifetime();
  if (lifetime < SHORTEST) throw new StreamError('token-expired', { detail: 'The token was dead when it came.' });
  if (serverTime !== undefined && (claims?.nbf ?? 0) * 1000 > serverTime + 60_000)
    throw new StreamError('token-rejected', { detail: 'The token is not valid yet.' });
  return { value: grant.token, grantedAt: at, lifetime, claims };

  function readLifetime(): number {
    if (grant.expiresIn !== undefined) return grant.expiresIn * 1000;
    const death = Math.min(grant.expiresAt ?? Infinity, claims?.exp ?? Infinity) * 1000;
    // `Date` has whole seconds, rounded down: the answer may be a second younger than it says.
    if (serverTime !== undefined) return death - serverTime - 1000;
    return lifetimeByViewer(death, claims, wall);
  }
}

/**
 * Nothing but the viewer's clock to go by. It shortens what the token says of its own length, and is not believed when it says
 * that the token is dead: a clock that is a day fast says that of every token. The origin's refusal tells.
 */
function lifetimeByViewer(death: number, claims: Claims | null, wall: number): number {
  const length = claims?.iat !== undefined ? death - claims.iat * 1000 : lengthByNotBefore(death, claims);
  const left = death - wall;
  return left < SHORTEST ? length : Math.min(left, length);
}

/** The service's own tokens begin an hour before they were made (`POST /stream/{id}/token`, `nbf`). */
function lengthByNotBefore(death: number, claims: Claims | null): number {
  if (claims?.nbf === undefined) return Infinity;
  const length = death - claims.nbf * 1000;
  return length > HOUR ? length - HOUR : length;
}
