/** A task of a lane. */
export interface PoolTask {
  /** How many slots of its lane the task takes. One that takes more than there are takes all. */
  readonly slots: number;
  run(): Promise<void>;
}

/**
 * Runs the tasks of a lane in their order, as many at once as fit into `size` slots: a smaller task fills the slots that are left. Nothing
 * starts once `signal` is aborted.
 */
export async function runPool(tasks: readonly PoolTask[], size: number, signal?: AbortSignal): Promise<void> {
  const waiting = [...tasks];
  const running = new Set<Promise<void>>();
  let free = size;
  const slotsOf = ({ slots }: PoolTask) => Math.min(slots, size);
  for (;;) {
    const index = signal?.aborted ? -1 : waiting.findIndex((task) => slotsOf(task) <= free);
    if (index >= 0) {
      const [task] = waiting.splice(index, 1) as [PoolTask];
      free -= slotsOf(task);
      const run = task.run().finally(() => {
        free += slotsOf(task);
        running.delete(run);
      });
      running.add(run);
    } else if (running.size > 0) await Promise.race(running);
    else return;
  }
}
