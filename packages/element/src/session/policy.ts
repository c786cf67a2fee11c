import type { Token } from './token.js';

/** The timing of a session. All durations are milliseconds. */
export interface SessionPolicy {
  /** Returns a number from 0 to 1, without 1. */
  readonly random: () => number;
  /** Timeout of one request. Default 10,000. */
  readonly timeout: number;
  /** How long before expiry the page wants a renewal. Clamped to half of the lifetime. Default: a share of the lifetime. */
  readonly renewBefore?: number | undefined;
  /** How long before expiry the engine needs the next token at the latest. Clamped like `renewBefore`. Default 0. */
  readonly leadTime: number;
  /** Renews only when the next media request needs a token, because nothing plays visibly. */
  readonly renewOnDemand: boolean;
  /** Another device plays. Each token request tells the page. */
  readonly remote: boolean;
}

export const DEFAULT_POLICY: SessionPolicy = {
  random: () => Math.random(),
  timeout: 10_000,
  leadTime: 0,
  renewOnDemand: false,
  remote: false,
};

/** The time until which a token may be sent: a little before expiry, because a request takes time to arrive. */
export const usableUntil = ({ grantedAt, lifetime }: Token): number =>
  grantedAt + lifetime - Math.min(1000, lifetime / 10);

/** The time from which a token is renewed: never before half of its lifetime, and `Infinity` if the token never expires. */
export function renewalTime(
  { grantedAt, lifetime }: Token,
  schedule: RenewalSchedule | null,
  { renewBefore = -Infinity, leadTime }: SessionPolicy,
): number {
  if (lifetime === Infinity) return Infinity;
  const half = lifetime / 2;
  // Leaves time for the request and one retry, even for a short lifetime.
  const reserve = Math.max(lifetime / 10, Math.min(lifetime / 4, 10_000));
  const latest = Math.max(half, lifetime - Math.max(reserve, leadTime, renewBefore || 0));
  const regular = renewBefore > -Infinity ? latest : Math.min(latest, lifetime * 0.8);
  return grantedAt + (schedule?.spread == null ? regular : half + (latest - half) * schedule.spread);
}

/** The point of its lifetime at which a token is renewed. */
export interface RenewalSchedule {
  /** A point between half of the lifetime (0) and the latest possible time (1). `null`: the regular time. */
  readonly spread: number | null;
  /** Whether the next renewal uses the same spread. */
  readonly isRepeated: boolean;
}

/**
 * Spreads the renewals of viewers who arrived together. The first renewal of a viewer is at a random point between five and nine tenths of
 * the lifetime, the second takes the same share again, and all later ones four fifths. So the second renewals are spread evenly over 1.0 to
 * 1.8 lifetimes, which is one period of the later ones: the load stays constant from there on. After an event that makes viewers coincide
 * again (an outage, a revoked key), the schedule restarts with `null`.
 */
export function nextRenewalSchedule(schedule: RenewalSchedule | null, random: () => number): RenewalSchedule {
  if (schedule === null) return { spread: random(), isRepeated: true };
  return { spread: schedule.isRepeated ? schedule.spread : null, isRepeated: false };
}

/**
 * Whether the viewer sees the error: after the third failed attempt, or after five seconds. Retries continue behind the message, and
 * success removes it.
 */
export const shouldReportError = (attempt: number, elapsed: number): boolean => attempt >= 2 || elapsed >= 5000;
