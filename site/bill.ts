/** What a month of viewing makes of Cloudflare Stream. */
export interface Usage {
  readonly viewers: number;
  /** That each viewer watches. */
  readonly minutes: number;
  /** What the players loaded and nobody watched, as a share of what was watched. */
  readonly unwatched: number;
  /** Of video in the account. */
  readonly storedMinutes: number;
}

export interface Bill {
  readonly watchedMinutes: number;
  readonly deliveredMinutes: number;
  /** US dollars. */
  readonly delivery: number;
  /** US dollars. */
  readonly storage: number;
  /** US dollars. */
  readonly total: number;
}

/** US dollars per 1,000 minutes (docs/guides/cost.md). */
export const PRICES = { delivered: 1, stored: 5 } as const;

/** The bill of a month. `null` for what is no usage: a negative number, or none. */
export function computeBill({ viewers, minutes, unwatched, storedMinutes }: Usage): Bill | null {
  if (![viewers, minutes, unwatched, storedMinutes].every((value) => Number.isFinite(value) && value >= 0)) return null;
  const watchedMinutes = viewers * minutes;
  const deliveredMinutes = watchedMinutes * (1 + unwatched);
  const delivery = (deliveredMinutes / 1000) * PRICES.delivered;
  // Storage is bought before it is used, in steps of 1,000 minutes.
  const storage = Math.ceil(storedMinutes / 1000) * PRICES.stored;
  const total = delivery + storage;
  return Number.isFinite(total) ? { watchedMinutes, deliveredMinutes, delivery, storage, total } : null;
}
