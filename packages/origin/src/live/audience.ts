/** How many watch a broadcast: whoever has asked for one of its playlists or segments a short while ago. */
export class Audience {
  readonly #seen = new Map<string, Map<string, number>>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @param viewer Anything that tells viewers apart. */
  note(videoUid: string, viewer: string): void {
    const viewers = this.#seen.get(videoUid) ?? new Map<string, number>();
    this.#seen.set(videoUid, viewers);
    viewers.set(viewer, this.#now());
  }

  count(videoUid: string): number {
    const viewers = this.#seen.get(videoUid) ?? new Map<string, number>();
    const oldest = this.#now() - MEMORY;
    for (const [viewer, time] of viewers) if (time < oldest) viewers.delete(viewer);
    return viewers.size;
  }
}

/** Milliseconds. How long the service remembers is unknown. */
const MEMORY = 30_000;
