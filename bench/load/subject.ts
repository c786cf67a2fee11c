/** A server under load. */
export interface Subject {
  readonly url: string;
  /** Bytes in use after garbage collection. */
  memory(): Promise<number>;
  close(): Promise<void>;
}

/** One request of the load, and the status that answers it. */
export interface LoadRequest {
  readonly method?: 'GET' | 'POST';
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** `count` differs in each request, so that anything kept per viewer, video or token would grow. */
  path(count: number): string;
  body?(count: number): string;
}

/** The requests of a load: those that a player sends, and those that somebody else does. */
export interface Load {
  readonly good: readonly LoadRequest[];
  readonly bad: readonly LoadRequest[];
}
