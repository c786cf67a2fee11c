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
  [spread]: RenewalSchedule,
  { renewBefore = -Infinity, leadTime }: SessionPolicy,
): number {
  // Shares of the lifetime. A tenth, and up to a quarter of a short lifetime, leaves time for the request and one retry.
  const reserve = Math.max(0.1, Math.min(0.25, 10_000 / lifetime), Math.max(leadTime, renewBefore || 0) / lifetime);
  const room = Math.max(0, 0.5 - reserve);
  const regular = renewBefore > -Infinity ? room : Math.min(room, 0.3);
  return grantedAt + lifetime * (0.5 + (spread === undefined ? regular : room * spread));
}

/**
 * The points at which this token and the next one are renewed: between half of the lifetime (0) and the latest possible time (1). Without a
 * point, a token is renewed at the regular time.
 */
export type RenewalSchedule = readonly (number | undefined)[];

/**
 * Leads a viewer to a point of the period, which is four fifths of a lifetime, without a renewal before half of the lifetime. Viewers who
 * arrive together get random points, so that their load is constant from the end of the first lifetime on. A viewer whose renewal failed
 * gets the point of that renewal back, which nobody else has taken.
 *
 * @param periods The time since the point was reached, in periods; -1 or more.
 */
export function scheduleRenewals(periods: number): RenewalSchedule {
  // The point, counted back from the latest possible time: from 0 (nine tenths of the lifetime) to 2 (a tenth).
  const lead = (2.25 + periods * 2) % 2;
  // A point before half of the lifetime takes two renewals: the second at half of its lifetime, or as late as possible.
  return lead > 1 ? [(2.75 - lead) % 1, Number(lead > 1.75)] : [1 - lead];
}

/**
 * When the viewer sees the error of the attempts since `startedAt`: at once after the third that fails, else after five seconds. Retries
 * continue behind the message, and success removes it.
 */
export const reportTime = ({ attempt, startedAt }: { readonly attempt: number; readonly startedAt: number }): number =>
  attempt < 2 ? startedAt + 5000 : 0;
