/** Counts the viewers of a broadcast: those who requested a playlist or a segment recently. */
export class Audience {
  readonly #lastRequests = new Map<string, Map<string, number>>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @param viewer Any string that distinguishes viewers. */
  note(videoUid: string, viewer: string): void {
    const viewers = this.#lastRequests.get(videoUid) ?? new Map<string, number>();
    this.#lastRequests.set(videoUid, viewers);
    if (viewers.size >= MAX_VIEWERS) this.#forgetInactive(viewers);
    if (viewers.size < MAX_VIEWERS || viewers.has(viewer)) viewers.set(viewer, this.#now());
  }

  count(videoUid: string): number {
    const viewers = this.#lastRequests.get(videoUid);
    if (!viewers) return 0;
    this.#forgetInactive(viewers);
    return viewers.size;
  }

  #forgetInactive(viewers: Map<string, number>): void {
    const oldest = this.#now() - ACTIVE_MS;
    for (const [viewer, time] of viewers) if (time < oldest) viewers.delete(viewer);
  }
}

/** How long a viewer counts after a request. The service's value is unknown. */
const ACTIVE_MS = 30_000;

/** The viewer's address comes from a request header, so the number of viewers has to be limited. */
const MAX_VIEWERS = 100_000;
