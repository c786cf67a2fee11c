import type { Origin } from '../origin.js';
import type { RefusalReason } from '../access/refusals.js';
import type { RequestKind } from '../routes.js';

/** What can go wrong with one request. */
export type Fault =
  | { readonly type: 'deny'; readonly reason: RefusalReason }
  | { readonly type: 'fail'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly type: 'delay'; readonly milliseconds: number }
  | { readonly type: 'throttle'; readonly bandwidth: number }
  | { readonly type: 'cut'; readonly share: number }
  | { readonly type: 'corrupt'; readonly share: number }
  | { readonly type: 'hang' | 'drop' }
  | { readonly type: 'act'; readonly run: (origin: Origin) => void };

/** Refuses, as if the origin had found this. */
export const deny = (reason: RefusalReason): Fault => ({ type: 'deny', reason });

/** Answers with a status and nothing else. */
export const fail = (status: number, headers: Readonly<Record<string, string>> = {}): Fault => ({
  type: 'fail',
  status,
  headers,
});

/** Answers, so many milliseconds later. */
export const delay = (milliseconds: number): Fault => ({ type: 'delay', milliseconds });

/** Sends the body slowly. @param bandwidth Bytes in a second. */
export const throttle = (bandwidth: number): Fault => ({ type: 'throttle', bandwidth });

/** Never answers, until the request is given up or the faults are cleared. */
export const hang = (): Fault => ({ type: 'hang' });

/** Ends the connection without an answer. */
export const drop = (): Fault => ({ type: 'drop' });

/** Ends the connection in mid-body. @param share Of the body that arrives, 0–1. */
export const cut = (share = 0.5): Fault => ({ type: 'cut', share });

/** Sends other bytes in some places. @param share Of the bytes, 0–1. */
export const corrupt = (share = 0.01): Fault => ({ type: 'corrupt', share });

/** Does something to the origin when the request comes, before it is judged: revokes a key, moves the clock, stops a broadcast. */
export const act = (run: (origin: Origin) => void): Fault => ({ type: 'act', run });

export type FaultTarget = RequestKind | '*' | readonly RequestKind[];

/** When a fault is played. What is not said does not matter. */
export interface FaultPlan {
  readonly target: FaultTarget;
  readonly fault: Fault;
  /** What the request is for: `video`, `audio/24`, `text/0`: a medium, and the rendition of a segment or the index of a media playlist. */
  readonly only?: string;
  /** How often at most. */
  readonly count?: number;
  /** How many of the requests it hits, 0–1, by the seed. */
  readonly share?: number;
  /** From when on, and until when, by the origin's clock, in milliseconds since 1970. */
  readonly from?: number;
  readonly until?: number;
}

interface Planned {
  readonly plan: FaultPlan;
  left: number;
}

interface Network {
  /** Milliseconds before an answer starts. */
  latency: number;
  /** Bytes in a second of one answer. */
  bandwidth: number;
}

/** What goes wrong, and when. Faults are looked for in the order in which they were planned. */
export class Faults {
  /** Of every answer. */
  network: Network = { latency: 0, bandwidth: Infinity };
  #planned: Planned[] = [];
  #healed = new AbortController();
  #random: () => number;
  readonly #seed: number;

  /** @param seed The same seed and the same requests make the same faults. */
  constructor(seed = 1) {
    this.#seed = seed;
    this.#random = randomFrom(seed);
  }

  /** Returns the undo. */
  plan(plan: FaultPlan): () => void {
    const planned: Planned = { plan, left: plan.count ?? Infinity };
    this.#planned.push(planned);
    return () => {
      this.#planned = this.#planned.filter((other) => other !== planned);
    };
  }

  /** For the next request of a kind, or the next `count` of them. Returns the undo. */
  next(target: FaultTarget, fault: Fault, count = 1): () => void {
    return this.plan({ target, fault, count });
  }

  /** For every request of a kind, until undone. */
  always(target: FaultTarget, fault: Fault): () => void {
    return this.plan({ target, fault });
  }

  /** Forgets all of them, starts the seed again, lets go what hangs, and heals the network. */
  clear(): void {
    this.#planned = [];
    this.network = { latency: 0, bandwidth: Infinity };
    this.#random = randomFrom(this.#seed);
    this.#healed.abort();
    this.#healed = new AbortController();
  }

  /** Aborts with the next `clear()`. */
  get healed(): AbortSignal {
    return this.#healed.signal;
  }

  /** The faults of this request; each counts as played. */
  take(kind: RequestKind, now: number, rendition = ''): readonly Fault[] {
    const hits = this.#planned.filter(
      ({ plan: { target, only, share = 1, from = -Infinity, until = Infinity } }) =>
        isTarget(target, kind) &&
        (only === undefined || `${rendition}/`.startsWith(`${only}/`)) &&
        now >= from &&
        now < until &&
        (share >= 1 || this.#random() < share),
    );
    for (const hit of hits) hit.left -= 1;
    this.#planned = this.#planned.filter(({ left }) => left > 0);
    return hits.map(({ plan }) => plan.fault);
  }
}

const isTarget = (target: FaultTarget, kind: RequestKind) =>
  typeof target === 'string' ? target === '*' || target === kind : target.includes(kind);

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
