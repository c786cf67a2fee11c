import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createRoom } from './room.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const RENEWALS = 10_000;

test(`${RENEWALS} renewals leave no timer, waiter, request or megabyte behind`, async () => {
  const room = createRoom();
  const life = new AbortController();
  const heap: number[] = [];
  room.session.start();
  for (let renewal = 0; renewal < RENEWALS; renewal += 1) {
    await room.last.grant(`${'token'.repeat(200)}-${renewal}`, 100);
    await room.session.live(life.signal);
    const waiting = renewal % 3 === 0 ? room.session.reject(room.session.current()!, 401, life.signal) : null;
    waiting?.catch(() => undefined);
    if (!waiting) await room.clock.ring();
    expect(room.clock.alarms).toHaveLength(1);
    // The test's own memory of what was asked and told.
    room.asked.splice(0, room.asked.length - 1);
    room.notices.length = 0;
    if (renewal % 1000 === 999) heap.push((collectGarbage(), process.memoryUsage().heapUsed));
  }
  const [first = 0, last = 0] = [heap[1], heap.at(-1)];
  expect(last - first, 'bytes that 8,000 renewals left behind').toBeLessThan(500_000);
  room.session.stop();
  expect([room.clock.alarms, room.last.signal.aborted]).toEqual([[], true]);
});
