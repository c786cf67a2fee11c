/** A task that uses a part of the machine while it runs. */
export interface PoolTask {
  /** Number of slots. A task that needs more than there are runs when no other does. */
  readonly slots: number;
  /** It runs after all others, with nothing beside it. */
  readonly isAlone?: boolean;
  run(): Promise<void>;
}

export interface PoolOptions {
  /** Nothing starts once it is aborted. */
  readonly signal?: AbortSignal;
  /** Called every `intervalMs`: how many slots there are from now on. Without it, there are as many as at the start. */
  readonly resize?: (slots: number) => number;
  readonly intervalMs?: number;
}

/** Runs tasks in their order, as many at once as fit into the slots. */
export async function runPool(
  tasks: readonly PoolTask[],
  size: number,
  { signal, resize, intervalMs = 4000 }: PoolOptions = {},
): Promise<void> {
  const waiting = [...tasks];
  const running = new Set<Promise<void>>();
  let capacity = size;
  let used = 0;

  const startWhatFits = () => {
    for (let next = nextThatFits(); next; next = nextThatFits()) start(next);
  };
  const nextThatFits = () => {
    if (signal?.aborted) return undefined;
    // No small task overtakes a large one, which would never find enough free slots.
    const next = waiting.find(({ isAlone }) => !isAlone) ?? waiting[0];
    const fits = used === 0 || (!next?.isAlone && used + (next?.slots ?? 0) <= capacity);
    if (!next || !fits) return undefined;
    waiting.splice(waiting.indexOf(next), 1);
    return next;
  };
  const start = ({ slots, run: perform }: PoolTask) => {
    used += slots;
    const run = perform().finally(() => {
      used -= slots;
      running.delete(run);
    });
    running.add(run);
  };

  const timer = resize && setInterval(() => ((capacity = resize(capacity)), startWhatFits()), intervalMs);
  startWhatFits();
  while (running.size > 0) {
    await Promise.race(running);
    startWhatFits();
  }
  clearInterval(timer);
}
