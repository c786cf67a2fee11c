/** A task that uses a part of the machine while it runs. */
export interface PoolTask {
  /** Number of slots. A task that takes all of them runs alone. */
  readonly slots: number;
  run(): Promise<void>;
}

/**
 * Runs tasks, as many at once as fit into `size` slots: those with more slots first, else in their order. A smaller task fills the slots
 * that are left, so none stays idle. A task that needs the whole pool runs alone, after the others. Nothing starts once `signal` is aborted.
 */
export async function runPool(tasks: readonly PoolTask[], size: number, signal?: AbortSignal): Promise<void> {
  const waiting = tasks.toSorted((one, other) => other.slots - one.slots);
  const running = new Set<Promise<void>>();
  let free = size;

  const startWhatFits = () => {
    for (let next = nextThatFits(); next; next = nextThatFits()) start(next);
  };
  const nextThatFits = () => {
    if (signal?.aborted) return undefined;
    const shared = waiting.filter(({ slots }) => slots < size);
    const next = shared.length > 0 ? shared.find(({ slots }) => slots <= free) : waiting.find(() => free === size);
    if (!next) return undefined;
    waiting.splice(waiting.indexOf(next), 1);
    return next;
  };
  const start = (task: PoolTask) => {
    const slots = Math.min(task.slots, size);
    free -= slots;
    const run = task.run().finally(() => {
      free += slots;
      running.delete(run);
    });
    running.add(run);
  };

  startWhatFits();
  while (running.size > 0) {
    await Promise.race(running);
    startWhatFits();
  }
}
