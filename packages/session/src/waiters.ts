/** Promises that wait for the session to reach a result. */
export class Waiters {
  /** Each checks whether its result is available, and removes itself if so. */
  readonly #checks = new Set<() => void>();
  readonly #signal: AbortSignal;

  /** If `end` is aborted, the next `check()` rejects all pending promises with its reason. */
  constructor(end: AbortSignal) {
    this.#signal = end;
  }

  get size(): number {
    return this.#checks.size;
  }

  /** Settles as soon as `outcome` returns a result: resolves with a string, and rejects with an error. `null` keeps waiting. */
  wait(outcome: () => string | Error | null, signal?: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const aborted = signal?.aborted ? signal : this.#signal;
        const result = aborted.aborted ? null : outcome();
        if (typeof result === 'string') resolve(result);
        else if (result ?? aborted.aborted) reject(result ?? aborted.reason);
        else return;
        this.#checks.delete(check);
        signal?.removeEventListener('abort', check);
      };
      this.#checks.add(check);
      signal?.addEventListener('abort', check);
      check();
    });
  }

  check(): void {
    for (const check of this.#checks) check();
  }
}
