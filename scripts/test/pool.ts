/** A task that uses a part of the machine while it runs. */
export interface PoolTask {
  /** Number of slots. A task that takes all of them runs alone. */
  readonly slots: number;
  run(): Promise<void>;
}

/**
 * Runs tasks in their order, as many at once as fit into `size` slots. A task that does not fit lets smaller ones behind it start first. Nothing starts once `signal` is aborted.
 */
export async function runPool(tasks: readonly PoolTask[], size: number, signal?: AbortSignal): Promise<void> {
  const waiting = [...tasks];
  const running = new Set<Promise<void>>();
  let free = size;

  const startWhatFits = () => {
    for (let next = nextThatFits(); next; next = nextThatFits()) start(next);
  };
  const nextThatFits = () => {
    const index = signal?.aborted ? -1 : waiting.findIndex(({ slots }) => Math.min(slots, size) <= free);
    return index < 0 ? undefined : waiting.splice(index, 1)[0];
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
