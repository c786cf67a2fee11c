import type { RefusalReason } from './access/refusals.js';
import type { RequestKind } from './routes.js';

/** One request and its answer. Contains no token: the path has the video's uid in its place. */
export interface RequestEntry {
  /** The origin's time when the headers were sent, in milliseconds since 1970. */
  readonly time: number;
  readonly method: string;
  readonly kind: RequestKind;
  /** Uid of the video or live input; `null` if the request named neither. */
  readonly video: string | null;
  /** Without query. The uid replaces the token, or `-` if there is no uid. */
  readonly path: string;
  /** Identifies the token without containing it. `null` without a readable token. */
  readonly token: { readonly kid: string | undefined; readonly exp: number | undefined } | null;
  readonly status: number;
  /** Why the request was refused. */
  readonly reason: RefusalReason | null;
  /** What the service might refuse: see `AccessPolicy`. */
  readonly warning: string | null;
  /** Types of the faults that were injected, separated by spaces. */
  readonly fault: string | null;
  /** Message of an error that led to the status 500, without tokens. */
  readonly error: string | null;
  /** Bytes of the body. */
  readonly bytes: number;
}

const MAX_ENTRIES = 20_000;

/** The requests, oldest first. When it is full, the older half is dropped. */
export class RequestLog implements Iterable<RequestEntry> {
  #entries: RequestEntry[] = [];
  readonly #listeners = new Set<(entry: RequestEntry) => void>();

  get entries(): readonly RequestEntry[] {
    return this.#entries;
  }

  /** Returns the requests of one kind. */
  of(kind: RequestKind): readonly RequestEntry[] {
    return this.#entries.filter((entry) => entry.kind === kind);
  }

  /** The refused requests. */
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

  /** Calls the listener with each new entry. Returns a function that unsubscribes. */
  subscribe(listener: (entry: RequestEntry) => void): () => void {
    // A wrapper, so that the same function can be subscribed twice.
    const subscription = (entry: RequestEntry) => listener(entry);
    this.#listeners.add(subscription);
    return () => this.#listeners.delete(subscription);
  }

  #notify(listener: (entry: RequestEntry) => void, entry: RequestEntry): void {
    try {
      listener(entry);
    } catch (error) {
      // A listener must not break the request. It is removed, so that its error is reported once.
      this.#listeners.delete(listener);
      // oxlint-disable-next-line no-console
      console.error('A listener of the request log failed and was removed:', error);
    }
  }

  add(entry: RequestEntry): void {
    if (this.#entries.length >= MAX_ENTRIES) this.#entries = this.#entries.slice(MAX_ENTRIES / 2);
    this.#entries.push(entry);
    for (const listener of this.#listeners) this.#notify(listener, entry);
  }
}
