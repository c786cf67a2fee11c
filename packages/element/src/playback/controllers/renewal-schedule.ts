import type { TokenSession } from '@secure-stream/session/core';
import { isRemote, watchRemote } from '../../engines/remote-state.js';
import type { MediaPort } from '../../media/media-port.js';
import type { PlaybackController } from './controller.js';

export interface RenewalScheduleOptions {
  media(): MediaPort;
  /** Milliseconds before expiry at which the engine starts with the next token, by its current estimate. */
  leadTime(): number;
  token(): TokenSession['validToken'];
  requestUpdate(): void;
  readonly signal: AbortSignal;
}

/**
 * Sets the session's requirements: renewal on demand for a paused video in a hidden tab, the engine's lead time, and whether another device
 * plays. Warns once on the console if the viewer's clock makes the renewals frequent.
 */
export function scheduleRenewal({
  media: currentMedia,
  leadTime,
  token: currentToken,
  requestUpdate,
  signal,
}: RenewalScheduleOptions): PlaybackController {
  let reported = { renewOnDemand: false, leadTime: 0, remote: false };
  let watched: MediaPort | undefined;

  document.addEventListener('visibilitychange', requestUpdate, { signal });

  return () => {
    const token = currentToken();
    if (token && !hasWarned && isShortenedByClock(token)) {
      hasWarned = true;
      // oxlint-disable-next-line no-console -- nothing else shows it to a developer
      console.warn(CLOCK_WARNING);
    }
    const media = currentMedia();
    if (media !== watched) watchRemote((watched = media), requestUpdate, signal);
    const remote = isRemote(media);
    const current = {
      renewOnDemand: document.hidden && media.paused && !remote,
      leadTime: leadTime(),
      remote,
    };
    if (
      current.renewOnDemand === reported.renewOnDemand &&
      current.leadTime === reported.leadTime &&
      current.remote === reported.remote
    )
      return;
    reported = current;
    return { requirements: current };
  };
}

/** One warning for the page: the clock is the same for all its players. */
let hasWarned = false;

const CLOCK_WARNING =
  "<secure-stream>: by the viewer's clock, a token is valid for seconds only, so it is renewed often. The token is old, or the clock is wrong. " +
  'Return expiresIn beside the token: it does not depend on the clock.';

/** Milliseconds. */
const SHORT_LIFETIME_MS = 30_000;

type Token = NonNullable<TokenSession['validToken']>;

/** Whether a token has a short lifetime only because its expiry was compared with the viewer's clock. */
export function isShortenedByClock({ lifetime, claims, grant }: Pick<Token, 'lifetime' | 'claims' | 'grant'>): boolean {
  const { exp, iat, nbf } = claims ?? {};
  const start = iat ?? nbf;
  if (grant.expiresIn !== undefined || lifetime > SHORT_LIFETIME_MS || exp === undefined || start === undefined)
    return false;
  return lifetime < (Math.min(exp, grant.expiresAt ?? Infinity) - start) * 500;
}
