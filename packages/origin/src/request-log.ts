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
  /** Without query. The uid replaces the token, or `-` if there is no uid. At most 2 kB, the beginning. */
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
  /** Message of an error that led to the status 500, without tokens. At most 2 kB. */
  readonly error: string | null;
  /** Bytes of the body. */
  readonly bytes: number;
}

const MAX_ENTRIES = 20_000;
const MAX_BYTES = 16 * 1024 * 1024;
/** Of a text that the request or a script chooses. */
const MAX_LENGTH = 2048;
/** Of an entry apart from its texts: about 20 words. */
const ENTRY_BYTES = 256;

/** The requests, oldest first. When it is full, at 20,000 entries or 16 MB, the older half is dropped. */
export class RequestLog implements Iterable<RequestEntry> {
  #entries: RequestEntry[] = [];
  #size = 0;
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
    this.#size = 0;
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
    const { path, error } = entry;
    const kept = { ...entry, path: copyBeginning(path), error: error && copyBeginning(error) };
    if (this.#entries.length >= MAX_ENTRIES || this.#size + sizeOf(kept) > MAX_BYTES) this.#dropOlderHalf();
    this.#entries.push(kept);
    this.#size += sizeOf(kept);
    for (const listener of this.#listeners) this.#notify(listener, kept);
  }

  #dropOlderHalf(): void {
    this.#entries = this.#entries.slice(this.#entries.length / 2);
    this.#size = this.#entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  }
}

/** A copy, because V8 keeps the whole URL, with its query, for a path that is a slice of it. */
const copyBeginning = (text: string): string => decoder.decode(encoder.encode(text.slice(0, MAX_LENGTH)));
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const sizeOf = ({ path, error }: RequestEntry): number => ENTRY_BYTES + path.length + (error?.length ?? 0);
