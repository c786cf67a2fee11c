/** Those who wait for something that the next state, or a later one, may bring. */
export class Waiters {
  /** Each looks whether what it waits for has come, and leaves when it has. */
  readonly #looks = new Set<() => void>();
  readonly #end: AbortSignal;

  /** When `end` is aborted, all who wait are rejected with its reason at the next `look()`. */
  constructor(end: AbortSignal) {
    this.#end = end;
  }

  get size(): number {
    return this.#looks.size;
  }

  /** Settles as soon as `outcome` has something to say: resolves with a string, rejects with anything else that is not `null`. */
  until(outcome: () => string | Error | null, signal?: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const end = signal?.aborted ? signal : this.#end;
        const found = end.aborted ? null : outcome();
        if (typeof found === 'string') resolve(found);
        else if (found ?? end.aborted) reject(found ?? end.reason);
        else return;
        this.#looks.delete(look);
        signal?.removeEventListener('abort', look);
      };
      this.#looks.add(look);
      signal?.addEventListener('abort', look);
      look();
    });
  }

  look(): void {
    for (const look of this.#looks) look();
  }
}
