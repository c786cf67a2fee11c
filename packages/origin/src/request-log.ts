import type { RefusalReason } from './access/refusals.js';
import type { RequestKind } from './routes.js';

/** One request and its answer. Holds no token: the path has the video's uid in its place. */
export interface RequestEntry {
  /** The origin's time at the end of the answer's head, in milliseconds since 1970. */
  readonly time: number;
  readonly method: string;
  readonly kind: RequestKind;
  /** The video's or live input's uid; `null` when the request did not lead to one. */
  readonly video: string | null;
  /** Without query. The id position holds the uid, or `-` when there is none to show. */
  readonly path: string;
  /** What the token that was shown says of itself, and how it differs from the next. `null` without a readable token. */
  readonly token: { readonly kid: string | undefined; readonly exp: number | undefined } | null;
  readonly status: number;
  /** Why it was refused. */
  readonly reason: RefusalReason | null;
  /** What the service would warn of, or refuse: see `AccessPolicy`. */
  readonly warning: string | null;
  /** A fault that was played on this request. */
  readonly fault: string | null;
  /** Bytes of the answer's body; 0 when it is a stream of unknown length. */
  readonly bytes: number;
}

const MOST_KEPT = 20_000;

/** What was asked and answered, oldest first. */
export class RequestLog implements Iterable<RequestEntry> {
  #entries: RequestEntry[] = [];
  readonly #listeners = new Set<(entry: RequestEntry) => void>();

  get entries(): readonly RequestEntry[] {
    return this.#entries;
  }

  /** The requests of one kind. */
  of(kind: RequestKind): readonly RequestEntry[] {
    return this.#entries.filter((entry) => entry.kind === kind);
  }

  /** The requests that were refused. */
  get refused(): readonly RequestEntry[] {
    return this.#entries.filter(({ reason }) => reason !== null);
  }

  get bytes(): number {
    return this.#entries.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  [Symbol.iterator](): Iterator<RequestEntry> {
    return this.#entries[Symbol.iterator]();
  }

  clear(): void {
    this.#entries = [];
  }

  /** Calls back with every entry from now on. Returns the undo. */
  subscribe(listener: (entry: RequestEntry) => void): () => void {
    const own = (entry: RequestEntry) => listener(entry);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  add(entry: RequestEntry): void {
    if (this.#entries.length >= MOST_KEPT) this.#entries = this.#entries.slice(MOST_KEPT / 2);
    this.#entries.push(entry);
    for (const listener of this.#listeners) listener(entry);
  }
}
