import type { Token } from './token.js';

/** How a session behaves in time. All durations are milliseconds. */
export interface SessionPolicy {
  /** From 0 up to 1, never 1. */
  readonly random: () => number;
  /** How long one request may take. Default 10,000. */
  readonly timeout: number;
  /** The page's wish: how long before death a renewal starts. Clamped to half of the lifetime. Default: a share of the lifetime. */
  readonly renewBefore?: number | undefined;
  /** The engine's need: how long before death it wants the next token at the latest. Clamped like `leeway`. Default 0. */
  readonly leadTime: number;
  /** Nobody watches: renew when the next request needs it, not before. */
  readonly renewOnDemand: boolean;
  /** Another device plays. The page is told with each request. */
  readonly remote: boolean;
}

export const DEFAULT_POLICY: SessionPolicy = {
  random: () => Math.random(),
  timeout: 10_000,
  leadTime: 0,
  renewOnDemand: false,
  remote: false,
};

/** The moment from which a token is not sent any more: a little before it dies, because a request takes time to arrive. */
export const usableUntil = ({ grantedAt, lifetime }: Token): number =>
  grantedAt + lifetime - Math.min(1000, lifetime / 10);

/** The moment from which a token is renewed. Never earlier than half of its lifetime, `Infinity` for one that does not die. */
export function renewalTime(
  { grantedAt, lifetime }: Token,
  schedule: RenewalSchedule | null,
  { renewBefore: leeway = -Infinity, leadTime: lead }: SessionPolicy,
): number {
  if (lifetime === Infinity) return Infinity;
  const half = lifetime / 2;
  // Time for the request and for a second try, which a share of a short lifetime would not give.
  const reserve = Math.max(lifetime / 10, Math.min(lifetime / 4, 10_000));
  const latest = Math.max(half, lifetime - Math.max(reserve, lead, leeway || 0));
  const regular = leeway > -Infinity ? latest : Math.min(latest, lifetime * 0.8);
  return grantedAt + (schedule?.spread == null ? regular : half + (latest - half) * schedule.spread);
}

/** When in its lifetime a token is renewed. */
export interface RenewalSchedule {
  /** Where between half of the lifetime (0) and the latest possible moment (1). `null`: at the usual moment. */
  readonly spread: number | null;
  /** The next renewal is spread like this one. */
  readonly isRepeated: boolean;
}

/**
 * A crowd that came in one minute must not come back in one minute. The first renewal of a viewer is anywhere between five and
 * nine tenths of the lifetime, the second takes the same share again, and all later ones four fifths. So the second renewals of a
 * crowd lie evenly over 1.0 to 1.8 lifetimes, which is one period of the later ones: the endpoint sees a flat line from there on.
 * Whatever gathers a crowd anew (an outage, a revoked key) starts again with `null`.
 */
export function nextRenewalSchedule(schedule: RenewalSchedule | null, random: () => number): RenewalSchedule {
  if (schedule === null) return { spread: random(), isRepeated: true };
  return { spread: schedule.isRepeated ? schedule.spread : null, isRepeated: false };
}

/**
 * How long to wait after the nth failed try (from 0): anything between 1 s and a limit that doubles from 2 s to 30 s. When the endpoint
 * says how long, at least that and up to half as much again, so that those who were sent away together do not return together.
 */
export function retryDelay(attempt: number, retryAfter: number | undefined, random: () => number): number {
  if (retryAfter === undefined) return 1000 + random() * (Math.min(30_000, 2000 * 2 ** attempt) - 1000);
  return Math.max(1000, Math.min(retryAfter, 600_000)) * (1 + random() / 2);
}

/**
 * Whether the viewer should hear of it: after the third failed try, or one that took five seconds. Trying goes on behind the
 * message, and success takes it away.
 */
export const shouldReportError = (attempt: number, elapsed: number): boolean => attempt >= 2 || elapsed >= 5000;
