import type { RefusalReason } from '../access/refusals.js';
import type { RequestKind } from '../routes.js';
import type { OriginState } from '../state.js';

/** A failure to inject into one request. */
export type Fault =
  | { readonly type: 'deny'; readonly reason: RefusalReason }
  | { readonly type: 'fail'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly type: 'delay'; readonly milliseconds: number }
  | { readonly type: 'throttle'; readonly bandwidth: number }
  | { readonly type: 'cut'; readonly share: number }
  | { readonly type: 'corrupt'; readonly share: number; readonly after: number }
  | { readonly type: 'hang' | 'drop' }
  | { readonly type: 'act'; readonly run: (origin: OriginState) => void | Promise<void> };

/** Refuses the request for this reason. */
export const deny = (reason: RefusalReason): Fault => ({ type: 'deny', reason });

/** Answers with a status and an empty body. */
export const fail = (status: number, headers: Readonly<Record<string, string>> = {}): Fault => ({
  type: 'fail',
  status,
  headers,
});

/** Delays the answer. */
export const delay = (milliseconds: number): Fault => ({ type: 'delay', milliseconds });

/** Sends the body slowly. @param bandwidth Bytes per second. */
export const throttle = (bandwidth: number): Fault => ({ type: 'throttle', bandwidth });

/** Does not answer until the request is aborted or the faults are cleared. */
export const hang = (): Fault => ({ type: 'hang' });

/** Closes the connection without an answer. */
export const drop = (): Fault => ({ type: 'drop' });

/** Closes the connection during the body. @param share Share of the body that is sent, 0–1. */
export const cut = (share = 0.5): Fault => ({ type: 'cut', share });

/**
 * Changes some bytes of the body.
 * @param share Share of the bytes, 0–1.
 * @param after Share of the body that stays intact before them, 0–1, such as the headers.
 */
export const corrupt = (share = 0.01, after = 0): Fault => ({ type: 'corrupt', share, after });

/**
 * Changes the origin before the access decision: revokes a key, moves the clock, stops a broadcast. If it throws, the request is answered
 * with 500 and the log says why.
 */
export const act = (run: (origin: OriginState) => void | Promise<void>): Fault => ({ type: 'act', run });

export type FaultTarget = RequestKind | '*' | readonly RequestKind[];

/** When a fault is injected. An absent condition is always met. */
export interface FaultPlan {
  readonly target: FaultTarget;
  readonly fault: Fault;
  /**
   * Medium, and optionally rendition, of the request: `video`, `audio/24`, `text/0`. Segments are named by their rendition, media playlists
   * by the index of their track.
   */
  readonly only?: string;
  /** Only requests whose path contains this. */
  readonly path?: string;
  /** Maximum number of requests. */
  readonly count?: number;
  /** Share of the requests, 0–1, chosen at random by the seed. */
  readonly share?: number;
  /** Start and end by the origin's clock, in milliseconds since 1970. */
  readonly from?: number;
  readonly until?: number;
}

interface Planned {
  readonly plan: FaultPlan;
  remaining: number;
}

interface Network {
  /** Milliseconds before an answer starts. */
  latency: number;
  /** Bytes per second of one answer. */
  bandwidth: number;
}

/** The planned faults. A request gets all that match, in the order in which they were planned. */
export class Faults {
  /** Applies to every answer. */
  network: Network = { latency: 0, bandwidth: Infinity };
  #planned: Planned[] = [];
  #cleared = new AbortController();
  #random: () => number;
  readonly #seed: number;

  /** @param seed The same seed and the same requests give the same faults. */
  constructor(seed = 1) {
    this.#seed = seed;
    this.#random = randomFrom(seed);
  }

  /** Plans a fault. Returns a function that removes it. */
  plan(plan: FaultPlan): () => void {
    const planned: Planned = { plan, remaining: plan.count ?? Infinity };
    this.#planned.push(planned);
    return () => {
      this.#planned = this.#planned.filter((other) => other !== planned);
    };
  }

  /** Plans a fault for the next `count` requests of a kind. Returns a function that removes it. */
  next(target: FaultTarget, fault: Fault, count = 1): () => void {
    return this.plan({ target, fault, count });
  }

  /** Plans a fault for every request of a kind. Returns a function that removes it. */
  always(target: FaultTarget, fault: Fault): () => void {
    return this.plan({ target, fault });
  }

  /** Removes all faults, restarts the random sequence, releases hanging requests, and resets the network. */
  clear(): void {
    this.#planned = [];
    this.network = { latency: 0, bandwidth: Infinity };
    this.#random = randomFrom(this.#seed);
    this.#cleared.abort();
    this.#cleared = new AbortController();
  }

  /** Aborts with the next `clear()`. */
  get cleared(): AbortSignal {
    return this.#cleared.signal;
  }

  /** Returns the faults of a request, and counts them as injected. */
  take(kind: RequestKind, now: number, { rendition = '', path = '' } = {}): readonly Fault[] {
    if (!this.#planned.length) return [];
    const hits = this.#planned.filter(
      ({ plan: { target, only, path: part = '', share = 1, from = -Infinity, until = Infinity } }) =>
        isTarget(target, kind) &&
        (only === undefined || `${rendition}/`.startsWith(`${only}/`)) &&
        path.includes(part) &&
        now >= from &&
        now < until &&
        (share >= 1 || this.#random() < share),
    );
    for (const hit of hits) hit.remaining -= 1;
    this.#planned = this.#planned.filter(({ remaining }) => remaining > 0);
    return hits.map(({ plan }) => plan.fault);
  }
}

const isTarget = (target: FaultTarget, kind: RequestKind) =>
  typeof target === 'string' ? target === '*' || target === kind : target.includes(kind);

/** Random numbers from 0 to 1 that depend only on the seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
