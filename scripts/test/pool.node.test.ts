import { describe, expect, test } from 'vitest';
import { runPool, type PoolTask } from './pool.ts';

/** Tasks that end when they are told to, and what runs at each moment. */
function createTasks(slots: readonly number[]) {
  const running = new Set<number>();
  const ends: (() => void)[] = [];
  const started: number[] = [];
  const tasks: PoolTask[] = slots.map((count, index) => ({
    slots: count,
    async run() {
      running.add(index);
      started.push(index);
      await new Promise<void>((resolve) => (ends[index] = resolve));
      running.delete(index);
    },
  }));
  const end = async (index: number) => {
    ends[index]?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { tasks, running, started, end };
}

describe('runPool', () => {
  test('starts as many tasks as fit, in their order', async () => {
    const { tasks, running, started, end } = createTasks([1, 1, 1]);
    const done = runPool(tasks, 2);
    expect([...running]).toEqual([0, 1]);
    await end(1);
    expect([...running]).toEqual([0, 2]);
    await end(0);
    await end(2);
    await done;
    expect(started).toEqual([0, 1, 2]);
  });

  test('starts larger tasks first, and fills what is left with smaller ones', async () => {
    const { tasks, started, end } = createTasks([1, 2, 1, 2]);
    const done = runPool(tasks, 3);
    expect(started).toEqual([1, 0]);
    await end(0);
    expect(started).toEqual([1, 0, 2]);
    await end(1);
    expect(started).toEqual([1, 0, 2, 3]);
    await end(2);
    await end(3);
    await done;
  });

  test('runs a task that needs the whole pool after the others', async () => {
    const { tasks, started, end } = createTasks([2, 1, 1]);
    const done = runPool(tasks, 2);
    expect(started).toEqual([1, 2]);
    await end(1);
    await end(2);
    expect(started).toEqual([1, 2, 0]);
    await end(0);
    await done;
  });

  test('runs a task that is larger than the pool alone', async () => {
    const { tasks, running, end } = createTasks([1, 9]);
    const done = runPool(tasks, 2);
    await end(0);
    expect([...running]).toEqual([1]);
    await end(1);
    await done;
  });

  test('starts nothing once it is interrupted, and waits for what runs', async () => {
    const { tasks, started, end } = createTasks([1, 1]);
    const interruption = new AbortController();
    const done = runPool(tasks, 1, interruption.signal);
    interruption.abort();
    await end(0);
    await done;
    expect(started).toEqual([0]);
  });
});
