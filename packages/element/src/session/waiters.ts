/** Those who wait for something that the next state, or a later one, may bring. */
export class Waiters {
  /** Each looks whether what it waits for has come, and leaves when it has. */
  readonly #checks = new Set<() => void>();
  readonly #signal: AbortSignal;

  /** When `end` is aborted, all who wait are rejected with its reason at the next `look()`. */
  constructor(end: AbortSignal) {
    this.#signal = end;
  }

  get size(): number {
    return this.#checks.size;
  }

  /** Settles as soon as `outcome` has something to say: resolves with a string, rejects with anything else that is not `null`. */
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
