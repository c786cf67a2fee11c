import { expect, test } from 'vitest';
import { createRoom } from './room.ts';

test('a token is renewed before it dies, and the old one is used until the new one is there', async () => {
  const room = createRoom();
  const first = room.session.live();
  await room.last.grant('token-one', 100);
  expect(await first).toBe('token-one');

  await room.clock.pass(85_000);
  expect(room.asked.map(({ reason }) => reason)).toEqual(['initial', 'renewal']);
  expect(room.session.current()).toBe('token-one');
  await room.last.grant('token-two', 100);
  expect(room.session.current()).toBe('token-two');
  expect(room.told('refresh')).toBe(1);
  room.session.stop();
  expect(room.clock.alarms).toEqual([]);
});
