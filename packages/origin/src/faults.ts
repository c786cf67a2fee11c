import type { RefusalReason } from './refusals.js';
import type { RequestKind } from './routes.js';

/** What can go wrong with one request. */
export type Fault =
  | { readonly type: 'deny'; readonly reason: RefusalReason }
  | { readonly type: 'fail'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly type: 'delay'; readonly milliseconds: number };

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

export type FaultTarget = RequestKind | '*' | readonly RequestKind[];

interface Planned {
  readonly target: FaultTarget;
  readonly fault: Fault;
  left: number;
}

/** What goes wrong, and when. Faults are looked for in the order in which they were planned. */
export class Faults {
  /** Of every answer. Milliseconds before it starts, and bytes in a second of one answer. */
  network: { latency: number; bandwidth: number } = { latency: 0, bandwidth: Infinity };
  #planned: Planned[] = [];

  /** For the next request of a kind, or the next `count` of them. Returns the undo. */
  next(target: FaultTarget, fault: Fault, count = 1): () => void {
    const planned: Planned = { target, fault, left: count };
    this.#planned.push(planned);
    return () => {
      this.#planned = this.#planned.filter((other) => other !== planned);
    };
  }

  /** For every request of a kind, until undone. */
  always(target: FaultTarget, fault: Fault): () => void {
    return this.next(target, fault, Infinity);
  }

  /** Forgets all of them, and heals the network. */
  clear(): void {
    this.#planned = [];
    this.network = { latency: 0, bandwidth: Infinity };
  }

  /** The faults of this request; each counts as played. */
  take(kind: RequestKind): readonly Fault[] {
    const hits = this.#planned.filter(({ target, left }) => left > 0 && isTarget(target, kind));
    for (const hit of hits) hit.left -= 1;
    this.#planned = this.#planned.filter(({ left }) => left > 0);
    return hits.map(({ fault }) => fault);
  }
}

const isTarget = (target: FaultTarget, kind: RequestKind) =>
  typeof target === 'string' ? target === '*' || target === kind : target.includes(kind);
