import { describe, expect, test } from 'vitest';
import { StreamError } from '../../src/catalogue/errors.js';
import { RetryLaterError } from '../../src/session/faults.js';
import { askNobody } from '../../src/session/provider.js';
import { settled } from './fake-clock.ts';
import { createRoom, VIDEO } from './room.ts';
import { tokenOf } from './sign.ts';

/** A session that has a token of 100 s. */
async function openRoom(options: Parameters<typeof createRoom>[0] = {}) {
  const room = createRoom(options);
  room.session.start();
  await room.last.grant('token-one', 100);
  return room;
}

const reasonOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (error instanceof StreamError ? error.reason : (error as Error).name),
  );

describe('a token', () => {
  test('is renewed before it dies, and used until its successor is there', async () => {
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
  });

  test('is asked for once, however many wait for it', async () => {
    const room = createRoom();
    const waiting = Array.from({ length: 50 }, () => room.session.live());
    room.session.start();
    expect(room.asked).toHaveLength(1);
    await room.last.grant('token-one', 100);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['token-one']));
    expect(room.asked).toHaveLength(1);
  });

  test('counts from the middle of the request, so a slow answer is no longer life', async () => {
    const room = createRoom();
    room.session.start();
    room.clock.sleep(4000);
    await room.last.grant('token-one', 100);
    expect(room.session.token).toMatchObject({ grantedAt: room.clock.now() - 2000, lifetime: 100_000 });
    expect(room.session.expiresAt).toBe(room.clock.wall() + 98_000);
  });

  test("is the page's, when the page gives one", () => {
    const room = createRoom();
    room.session.supply(tokenOf({ sub: VIDEO, exp: room.clock.truth() / 1000 + 60 }));
    expect(room.session.timeLeft()).toBe(59_000);
    expect(room.asked).toHaveLength(0);
  });

  test('for another video is refused aloud, and the one in use stays', async () => {
    const room = await openRoom();
    expect(() => room.session.supply(tokenOf({ sub: '0'.repeat(32) }))).toThrow(StreamError);
    expect(room.session.current()).toBe('token-one');
  });
});

describe('a late answer', () => {
  test('of a request that took too long is dropped, and the request was aborted', async () => {
    const room = createRoom();
    room.session.start();
    const [late] = room.asked;
    await room.clock.pass(12_000);
    expect(late!.signal.aborted).toBe(true);
    expect(room.asked).toHaveLength(2);
    await late!.grant('token-late', 100);
    expect(room.session.current()).toBeNull();
    await room.last.grant('token-two', 100);
    expect(room.session.current()).toBe('token-two');
  });

  test('does not replace a token that the page has supplied meanwhile', async () => {
    const room = createRoom();
    room.session.start();
    const [late] = room.asked;
    room.session.supply('token-of-the-page');
    await late!.grant('token-late', 100);
    expect(room.session.current()).toBe('token-of-the-page');
    expect(late!.signal.aborted).toBe(true);
  });

  test('after the end starts nothing', async () => {
    const room = createRoom();
    room.session.start();
    const waiting = reasonOf(room.session.live());
    room.session.stop();
    await room.last.grant('token-late', 100);
    expect(await waiting).toBe('AbortError');
    expect(room.session.current()).toBeNull();
    expect([room.clock.alarms, room.last.signal.aborted]).toEqual([[], true]);
  });
});

describe('sleep', () => {
  test('no request leaves with a token that died meanwhile', async () => {
    const room = await openRoom();
    room.clock.sleep(3_600_000);
    expect(room.session.current()).toBeNull();
    const next = room.session.live();
    expect(room.asked.map(({ reason }) => reason)).toEqual(['initial', 'resume']);
    await room.last.grant('token-two', 100);
    expect(await next).toBe('token-two');
    expect(room.told('expired')).toBe(1);
  });

  test('waking is enough to ask, and asks once', async () => {
    const room = await openRoom();
    room.clock.sleep(3_600_000);
    for (let times = 0; times < 5; times += 1) room.session.wake();
    expect(room.asked).toHaveLength(2);
  });

  test('a nap changes nothing', async () => {
    const room = await openRoom();
    room.clock.sleep(30_000);
    room.session.wake();
    expect(room.asked).toHaveLength(1);
    expect(room.session.current()).toBe('token-one');
  });

  test('a request that slept through its time is given up, and asked again', async () => {
    const room = createRoom();
    room.session.start();
    room.clock.sleep(60_000);
    room.session.wake();
    await room.clock.pass(2000);
    expect(room.asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });
});

describe('a clock that is a day wrong', () => {
  const asksWith = async (skew: number) => {
    const room = createRoom();
    room.clock.skew = skew;
    room.session.start();
    for (let renewal = 0; renewal < 5; renewal += 1) {
      const [serverTime, exp] = [room.clock.truth(), room.clock.truth() / 1000 + 100];
      await room.last.answer({ grant: { token: tokenOf({ sub: VIDEO, exp }) }, serverTime });
      await room.clock.ring();
    }
    expect(room.told('expired')).toBe(0);
    return room.asked.map(({ at }) => at);
  };

  test.each([-86_400_000, 86_400_000])('by %d ms: the same requests at the same times', async (skew) => {
    expect(await asksWith(skew)).toEqual(await asksWith(0));
  });
});

describe('paused in a hidden tab', () => {
  test('nothing is renewed, and the token is allowed to die', async () => {
    const room = await openRoom();
    room.session.adjust({ lazy: true });
    await room.clock.pass(3_600_000);
    expect(room.asked).toHaveLength(1);
    expect(room.clock.alarms).toEqual([]);
  });

  test('the next request renews', async () => {
    const room = await openRoom();
    room.session.adjust({ lazy: true });
    await room.clock.pass(90_000);
    expect(room.session.current()).toBe('token-one');
    expect(room.asked).toHaveLength(2);
  });

  test('being looked at again renews', async () => {
    const room = await openRoom();
    room.session.adjust({ lazy: true });
    await room.clock.pass(3_600_000);
    room.session.adjust({ lazy: false });
    expect(room.asked.map(({ reason }) => reason)).toEqual(['initial', 'resume']);
  });

  test('an endpoint that is down is not asked again and again, unless somebody waits', async () => {
    const room = createRoom({ policy: { lazy: true } });
    room.session.start();
    await room.last.refuse();
    await room.clock.pass(3_600_000);
    expect(room.asked).toHaveLength(1);

    const waiting = room.session.live();
    await room.clock.pass(0);
    expect(room.asked).toHaveLength(2);
    await room.last.refuse();
    await room.clock.pass(10_000);
    expect(room.asked).toHaveLength(3);
    await room.last.grant('token-one', 100);
    expect(await waiting).toBe('token-one');
  });
});

describe('an endpoint that is down', () => {
  test('is asked with growing pauses, and the film goes on when it is back', async () => {
    const room = createRoom();
    const waiting = room.session.live();
    for (let attempt = 0; attempt < 7; attempt += 1) {
      await room.last.refuse();
      await room.clock.ring();
    }
    const times = room.asked.map(({ at }) => at);
    expect(times.slice(1).map((time, index) => time - times[index]!)).toEqual([
      1750, 3250, 6250, 12_250, 22_750, 22_750, 22_750,
    ]);
    expect(room.session.error?.reason).toBe('token-unreachable');
    await room.last.grant('token-one', 100);
    expect(await waiting).toBe('token-one');
    expect(room.session.error).toBeNull();
  });

  test('is not noticed while the token lives', async () => {
    const room = await openRoom();
    await room.clock.pass(80_000);
    await room.last.refuse();
    expect(room.session.current()).toBe('token-one');
    expect(room.session.error).toBeNull();
    expect(room.told('refresherror')).toBe(1);
    await room.clock.pass(3000);
    await room.last.grant('token-two', 100);
    expect(room.told('expired')).toBe(0);
  });

  test('decides when it is asked again, also when the page wakes', async () => {
    const room = createRoom();
    room.session.start();
    await room.last.refuse(new RetryLaterError(new StreamError('token-unreachable'), 20_000));
    for (let second = 0; second < 19; second += 1) {
      await room.clock.pass(1000);
      room.session.wake();
    }
    expect(room.asked).toHaveLength(1);
    await room.clock.pass(12_000);
    expect(room.asked).toHaveLength(2);
  });

  test('is asked at once when the viewer begins anew', async () => {
    const room = createRoom();
    room.session.start();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await room.last.refuse();
      if (attempt < 4) await room.clock.ring();
    }
    await room.clock.pass(2000);
    room.session.start();
    expect(room.last.at).toBe(room.clock.now());
  });

  test('is asked at once when the network is back, but not twice in a second', async () => {
    const room = createRoom();
    room.session.start();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await room.last.refuse();
      room.session.wake();
      expect(room.asked).toHaveLength(attempt + 1);
      room.clock.sleep(1000);
      room.session.wake();
      expect(room.asked).toHaveLength(attempt + 2);
    }
  });
});

describe('a refusal by the origin', () => {
  test('is answered by one renewal for all requests that were refused', async () => {
    const room = await openRoom();
    const again = Array.from({ length: 6 }, () => room.session.reject('token-one', 401));
    expect(room.asked.map(({ reason }) => reason)).toEqual(['initial', 'rejected']);
    await room.last.grant('token-two', 100);
    expect(new Set(await Promise.all(again))).toEqual(new Set(['token-two']));
    expect(await room.session.reject('token-one', 401)).toBe('token-two');
    expect(room.told('expired')).toBe(0);
  });

  test('twice in a row is the end for all who wait', async () => {
    const room = await openRoom();
    const first = room.session.reject('token-one', 401);
    await room.last.grant('token-two', 100);
    const second = [room.session.reject(await first, 401), room.session.live()];
    expect(await Promise.all(second.map(reasonOf))).toEqual(['token-rejected', 'token-rejected']);
    expect(room.session.error?.reason).toBe('token-rejected');
    expect(room.clock.alarms).toEqual([]);
    expect(room.asked).toHaveLength(2);
  });

  test('now and then, by an origin of two minds, is not in a row', async () => {
    const room = await openRoom();
    for (let times = 1; times < 100; times += 1) {
      const next = room.session.reject(room.session.current()!, 401);
      await room.last.grant(`token-after-${times}`, 100);
      room.session.accept(await next);
      room.clock.sleep(4000);
    }
    expect(room.session.state.status).toBe('ready');
  });

  test('is in a row hours later, when nothing was accepted between', async () => {
    const room = await openRoom();
    const next = room.session.reject('token-one', 401);
    await room.last.grant('token-two', 7200);
    room.clock.sleep(3_600_000);
    expect(await reasonOf(room.session.reject(await next, 401))).toBe('token-rejected');
  });

  test('after each acceptance is a row all the same: no origin makes a loop', async () => {
    const room = await openRoom();
    for (let times = 1; times < 100 && room.session.current(); times += 1) {
      const token = room.session.current()!;
      room.session.accept(token);
      void reasonOf(room.session.reject(token, 403));
      if (room.session.state.status === 'requesting') await room.last.grant(`token-after-${times}`, 100);
    }
    expect(room.asked).toHaveLength(2);
    expect(room.session.error?.reason).toBe('token-rejected');
  });
});

describe('a failure', () => {
  test('is not for ever: asking anew begins anew', async () => {
    const room = createRoom();
    const first = reasonOf(room.session.live());
    await room.last.refuse(new StreamError('token-denied'));
    expect(await first).toBe('token-denied');
    expect(await reasonOf(room.session.live())).toBe('token-denied');
    expect(room.asked).toHaveLength(1);

    room.session.start();
    expect(room.session.error).toBeNull();
    await room.last.grant('token-one', 100);
    expect(await room.session.live()).toBe('token-one');
  });

  test('without an endpoint says that one is missing', async () => {
    const room = createRoom({ ask: askNobody });
    expect(await reasonOf(room.session.live())).toBe('config');
  });

  test('a token given outright plays to its end, and nobody is asked in vain', async () => {
    const room = createRoom({ ask: askNobody });
    room.session.supply(tokenOf({ sub: VIDEO, iat: room.clock.truth() / 1000, exp: room.clock.truth() / 1000 + 100 }));
    await room.clock.pass(98_000);
    expect(room.session.current()).not.toBeNull();
    await room.clock.pass(2000);
    expect(room.session.error?.reason).toBe('token-expired');
    expect([room.told('expired'), room.clock.alarms]).toEqual([1, []]);
  });

  test('a provider that throws rubbish, or at once, is one that can not be reached', async () => {
    const room = createRoom({
      ask: () => {
        throw new TypeError('rubbish');
      },
    });
    room.session.start();
    await settled();
    expect(room.session.state).toMatchObject({ status: 'waiting', error: { reason: 'token-unreachable' } });
  });
});

describe('refresh', () => {
  test('resolves when the new token is in use', async () => {
    const room = await openRoom();
    const refreshed = room.session.refresh();
    expect(room.last.reason).toBe('manual');
    await room.last.grant('token-two', 100);
    await refreshed;
    expect(room.session.current()).toBe('token-two');
  });

  test('rejects with what went wrong this time, and the token goes on', async () => {
    const room = await openRoom();
    const refreshed = reasonOf(room.session.refresh());
    await room.last.refuse();
    expect(await refreshed).toBe('token-unreachable');
    expect(room.session.current()).toBe('token-one');
  });

  test('joins a renewal that is under way', async () => {
    const room = await openRoom();
    await room.clock.pass(85_000);
    const refreshed = [room.session.refresh(), room.session.refresh()];
    await room.last.grant('token-two', 100);
    await Promise.all(refreshed);
    expect(room.asked).toHaveLength(2);
  });
});

describe('the page may take a renewal over', () => {
  test('by cancelling it and supplying a token later', async () => {
    const room = await openRoom();
    room.session.subscribe((notice) => notice.type === 'expiring' && notice.cancel());
    await room.clock.pass(85_000);
    room.session.current();
    expect([room.asked.length, room.told('expiring')]).toEqual([1, 1]);
    room.session.supply('token-of-the-page');
    expect(room.session.current()).toBe('token-of-the-page');
    expect(room.told('refresh')).toBe(1);
  });

  test('or at once', async () => {
    const room = await openRoom();
    room.session.subscribe((notice) => notice.type === 'expiring' && room.session.supply('token-of-the-page'));
    await room.clock.pass(85_000);
    expect(room.asked).toHaveLength(1);
    expect(room.session.current()).toBe('token-of-the-page');
  });

  test("and when it does not keep its word, the endpoint is asked at the token's death", async () => {
    const room = await openRoom();
    room.session.subscribe((notice) => notice.type === 'expiring' && notice.cancel());
    await room.clock.pass(100_000);
    expect(room.asked.map(({ reason }) => reason)).toEqual(['initial', 'resume']);
  });

  test('asking for the token while it is offered does not offer it again', async () => {
    const room = await openRoom();
    room.session.subscribe((notice) => notice.type === 'expiring' && room.session.current());
    await room.clock.pass(85_000);
    expect([room.told('expiring'), room.asked.length]).toEqual([1, 2]);
  });
});

describe('those who wait', () => {
  test('leave with the reason of their own signal, and disturb nobody', async () => {
    const room = createRoom();
    const life = new AbortController();
    const [mine, other] = [room.session.live(life.signal), room.session.live()];
    life.abort(new RangeError('of no interest any more'));
    await expect(mine).rejects.toBeInstanceOf(RangeError);
    await room.last.grant('token-one', 100);
    expect(await other).toBe('token-one');
  });

  test('with a signal that is already aborted start nothing', async () => {
    const room = createRoom();
    await expect(room.session.live(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(room.asked).toHaveLength(0);
  });

  test('a listener that leaves hears nothing more', async () => {
    const room = createRoom();
    let heard = 0;
    const leave = room.session.subscribe(() => (heard += 1));
    room.session.start();
    expect(heard).toBe(1);
    leave();
    await room.last.grant('token-one', 100);
    expect(heard).toBe(1);
  });
});
