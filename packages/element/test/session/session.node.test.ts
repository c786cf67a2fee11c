import { describe, expect, test } from 'vitest';
import { StreamError } from '../../src/errors/stream-error.js';
import { RetryLaterError } from '../../src/session/token-errors.js';
import { noTokenSource } from '../../src/session/providers/no-token-source.js';
import { flushPromises } from '../support/fake-clock.ts';
import { createSessionFixture, VIDEO_ID } from '../support/session-fixture.ts';
import { createFakeToken } from '../support/fake-token.ts';

/** A session that has a token of 100 s. */
async function openFixture(options: Parameters<typeof createSessionFixture>[0] = {}) {
  const fixture = createSessionFixture(options);
  fixture.session.start();
  await fixture.lastCall.grant('token-one', 100);
  return fixture;
}

const rejectionReason = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (error instanceof StreamError ? error.reason : (error as Error).name),
  );

describe('a token', () => {
  test('is renewed before it dies, and used until its successor is there', async () => {
    const fixture = createSessionFixture();
    const first = fixture.session.waitForToken();
    await fixture.lastCall.grant('token-one', 100);
    expect(await first).toBe('token-one');

    await fixture.clock.advance(85_000);
    expect(fixture.calls.map(({ reason }) => reason)).toEqual(['initial', 'renewal']);
    expect(fixture.session.current()).toBe('token-one');
    await fixture.lastCall.grant('token-two', 100);
    expect(fixture.session.current()).toBe('token-two');
    expect(fixture.countEvents('refresh')).toBe(1);
  });

  test('is asked for once, however many wait for it', async () => {
    const fixture = createSessionFixture();
    const waiting = Array.from({ length: 50 }, () => fixture.session.waitForToken());
    fixture.session.start();
    expect(fixture.calls).toHaveLength(1);
    await fixture.lastCall.grant('token-one', 100);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['token-one']));
    expect(fixture.calls).toHaveLength(1);
  });

  test('counts from the middle of the request, so a slow answer is no longer life', async () => {
    const fixture = createSessionFixture();
    fixture.session.start();
    fixture.clock.sleep(4000);
    await fixture.lastCall.grant('token-one', 100);
    expect(fixture.session.token).toMatchObject({ grantedAt: fixture.clock.now() - 2000, lifetime: 100_000 });
    expect(fixture.session.expiresAt).toBe(fixture.clock.wall() + 98_000);
  });

  test("is the page's, when the page gives one", () => {
    const fixture = createSessionFixture();
    fixture.session.setToken(createFakeToken({ sub: VIDEO_ID, exp: fixture.clock.serverTime() / 1000 + 60 }));
    expect(fixture.session.remainingLifetime()).toBe(59_000);
    expect(fixture.calls).toHaveLength(0);
  });

  test('for another video is refused aloud, and the one in use stays', async () => {
    const fixture = await openFixture();
    expect(() => fixture.session.setToken(createFakeToken({ sub: '0'.repeat(32) }))).toThrow(StreamError);
    expect(fixture.session.current()).toBe('token-one');
  });
});

describe('a late answer', () => {
  test('of a request that took too long is dropped, and the request was aborted', async () => {
    const fixture = createSessionFixture();
    fixture.session.start();
    const [late] = fixture.calls;
    await fixture.clock.advance(12_000);
    expect(late!.signal.aborted).toBe(true);
    expect(fixture.calls).toHaveLength(2);
    await late!.grant('token-late', 100);
    expect(fixture.session.current()).toBeNull();
    await fixture.lastCall.grant('token-two', 100);
    expect(fixture.session.current()).toBe('token-two');
  });

  test('does not replace a token that the page has supplied meanwhile', async () => {
    const fixture = createSessionFixture();
    fixture.session.start();
    const [late] = fixture.calls;
    fixture.session.setToken('token-of-the-page');
    await late!.grant('token-late', 100);
    expect(fixture.session.current()).toBe('token-of-the-page');
    expect(late!.signal.aborted).toBe(true);
  });

  test('after the end starts nothing', async () => {
    const fixture = createSessionFixture();
    fixture.session.start();
    const waiting = rejectionReason(fixture.session.waitForToken());
    fixture.session.stop();
    await fixture.lastCall.grant('token-late', 100);
    expect(await waiting).toBe('AbortError');
    expect(fixture.session.current()).toBeNull();
    expect([fixture.clock.timers, fixture.lastCall.signal.aborted]).toEqual([[], true]);
  });
});

describe('sleep', () => {
  test('no request leaves with a token that died meanwhile', async () => {
    const fixture = await openFixture();
    fixture.clock.sleep(3_600_000);
    expect(fixture.session.current()).toBeNull();
    const next = fixture.session.waitForToken();
    expect(fixture.calls.map(({ reason }) => reason)).toEqual(['initial', 'resume']);
    await fixture.lastCall.grant('token-two', 100);
    expect(await next).toBe('token-two');
    expect(fixture.countEvents('expired')).toBe(1);
  });

  test('waking is enough to ask, and asks once', async () => {
    const fixture = await openFixture();
    fixture.clock.sleep(3_600_000);
    for (let times = 0; times < 5; times += 1) fixture.session.wake();
    expect(fixture.calls).toHaveLength(2);
  });

  test('a nap changes nothing', async () => {
    const fixture = await openFixture();
    fixture.clock.sleep(30_000);
    fixture.session.wake();
    expect(fixture.calls).toHaveLength(1);
    expect(fixture.session.current()).toBe('token-one');
  });

  test('a request that slept through its time is given up, and asked again', async () => {
    const fixture = createSessionFixture();
    fixture.session.start();
    fixture.clock.sleep(60_000);
    fixture.session.wake();
    await fixture.clock.advance(2000);
    expect(fixture.calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });
});

describe('a clock that is a day wrong', () => {
  const requestReasons = async (skew: number) => {
    const fixture = createSessionFixture();
    fixture.clock.skew = skew;
    fixture.session.start();
    for (let renewal = 0; renewal < 5; renewal += 1) {
      const [serverTime, exp] = [fixture.clock.serverTime(), fixture.clock.serverTime() / 1000 + 100];
      await fixture.lastCall.respond({ grant: { token: createFakeToken({ sub: VIDEO_ID, exp }) }, serverTime });
      await fixture.clock.advanceToNextTimer();
    }
    expect(fixture.countEvents('expired')).toBe(0);
    return fixture.calls.map(({ requestedAt: at }) => at);
  };

  test.each([-86_400_000, 86_400_000])('by %d ms: the same requests at the same times', async (skew) => {
    expect(await requestReasons(skew)).toEqual(await requestReasons(0));
  });
});

describe('paused in a hidden tab', () => {
  test('nothing is renewed, and the token is allowed to die', async () => {
    const fixture = await openFixture();
    fixture.session.updatePolicy({ renewOnDemand: true });
    await fixture.clock.advance(3_600_000);
    expect(fixture.calls).toHaveLength(1);
    expect(fixture.clock.timers).toEqual([]);
  });

  test('the next request renews', async () => {
    const fixture = await openFixture();
    fixture.session.updatePolicy({ renewOnDemand: true });
    await fixture.clock.advance(90_000);
    expect(fixture.session.current()).toBe('token-one');
    expect(fixture.calls).toHaveLength(2);
  });

  test('being looked at again renews', async () => {
    const fixture = await openFixture();
    fixture.session.updatePolicy({ renewOnDemand: true });
    await fixture.clock.advance(3_600_000);
    fixture.session.updatePolicy({ renewOnDemand: false });
    expect(fixture.calls.map(({ reason }) => reason)).toEqual(['initial', 'resume']);
  });

  test('an endpoint that is down is not asked again and again, unless somebody waits', async () => {
    const fixture = createSessionFixture({ policy: { renewOnDemand: true } });
    fixture.session.start();
    await fixture.lastCall.refuse();
    await fixture.clock.advance(3_600_000);
    expect(fixture.calls).toHaveLength(1);

    const waiting = fixture.session.waitForToken();
    await fixture.clock.advance(0);
    expect(fixture.calls).toHaveLength(2);
    await fixture.lastCall.refuse();
    await fixture.clock.advance(10_000);
    expect(fixture.calls).toHaveLength(3);
    await fixture.lastCall.grant('token-one', 100);
    expect(await waiting).toBe('token-one');
  });
});

describe('an endpoint that is down', () => {
  test('is asked with growing pauses, and the film goes on when it is back', async () => {
    const fixture = createSessionFixture();
    const waiting = fixture.session.waitForToken();
    for (let attempt = 0; attempt < 7; attempt += 1) {
      await fixture.lastCall.refuse();
      await fixture.clock.advanceToNextTimer();
    }
    const times = fixture.calls.map(({ requestedAt: at }) => at);
    expect(times.slice(1).map((time, index) => time - times[index]!)).toEqual([
      1750, 3250, 6250, 12_250, 22_750, 22_750, 22_750,
    ]);
    expect(fixture.session.error?.reason).toBe('token-unreachable');
    await fixture.lastCall.grant('token-one', 100);
    expect(await waiting).toBe('token-one');
    expect(fixture.session.error).toBeNull();
  });

  test('is not noticed while the token lives', async () => {
    const fixture = await openFixture();
    await fixture.clock.advance(80_000);
    await fixture.lastCall.refuse();
    expect(fixture.session.current()).toBe('token-one');
    expect(fixture.session.error).toBeNull();
    expect(fixture.countEvents('refresherror')).toBe(1);
    await fixture.clock.advance(3000);
    await fixture.lastCall.grant('token-two', 100);
    expect(fixture.countEvents('expired')).toBe(0);
  });

  test('decides when it is asked again, also when the page wakes', async () => {
    const fixture = createSessionFixture();
    fixture.session.start();
    await fixture.lastCall.refuse(new RetryLaterError(new StreamError('token-unreachable'), 20_000));
    for (let second = 0; second < 19; second += 1) {
      await fixture.clock.advance(1000);
      fixture.session.wake();
    }
    expect(fixture.calls).toHaveLength(1);
    await fixture.clock.advance(12_000);
    expect(fixture.calls).toHaveLength(2);
  });

  test('is asked at once when the viewer begins anew', async () => {
    const fixture = createSessionFixture();
    fixture.session.start();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await fixture.lastCall.refuse();
      if (attempt < 4) await fixture.clock.advanceToNextTimer();
    }
    await fixture.clock.advance(2000);
    fixture.session.start();
    expect(fixture.lastCall.requestedAt).toBe(fixture.clock.now());
  });

  test('is asked at once when the network is back, but not twice in a second', async () => {
    const fixture = createSessionFixture();
    fixture.session.start();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await fixture.lastCall.refuse();
      fixture.session.wake();
      expect(fixture.calls).toHaveLength(attempt + 1);
      fixture.clock.sleep(1000);
      fixture.session.wake();
      expect(fixture.calls).toHaveLength(attempt + 2);
    }
  });
});

describe('a refusal by the origin', () => {
  test('is answered by one renewal for all requests that were refused', async () => {
    const fixture = await openFixture();
    const again = Array.from({ length: 6 }, () => fixture.session.reject('token-one', 401));
    expect(fixture.calls.map(({ reason }) => reason)).toEqual(['initial', 'rejected']);
    await fixture.lastCall.grant('token-two', 100);
    expect(new Set(await Promise.all(again))).toEqual(new Set(['token-two']));
    expect(await fixture.session.reject('token-one', 401)).toBe('token-two');
    expect(fixture.countEvents('expired')).toBe(0);
  });

  test('twice in a row is the end for all who wait', async () => {
    const fixture = await openFixture();
    const first = fixture.session.reject('token-one', 401);
    await fixture.lastCall.grant('token-two', 100);
    const second = [fixture.session.reject(await first, 401), fixture.session.waitForToken()];
    expect(await Promise.all(second.map(rejectionReason))).toEqual(['token-rejected', 'token-rejected']);
    expect(fixture.session.error?.reason).toBe('token-rejected');
    expect(fixture.clock.timers).toEqual([]);
    expect(fixture.calls).toHaveLength(2);
  });

  test('now and then, by an origin of two minds, is not in a row', async () => {
    const fixture = await openFixture();
    for (let times = 1; times < 100; times += 1) {
      const next = fixture.session.reject(fixture.session.current()!, 401);
      await fixture.lastCall.grant(`token-after-${times}`, 100);
      fixture.session.accept(await next);
      fixture.clock.sleep(4000);
    }
    expect(fixture.session.state.status).toBe('ready');
  });

  test('is in a row hours later, when nothing was accepted between', async () => {
    const fixture = await openFixture();
    const next = fixture.session.reject('token-one', 401);
    await fixture.lastCall.grant('token-two', 7200);
    fixture.clock.sleep(3_600_000);
    expect(await rejectionReason(fixture.session.reject(await next, 401))).toBe('token-rejected');
  });

  test('after each acceptance is a row all the same: no origin makes a loop', async () => {
    const fixture = await openFixture();
    for (let times = 1; times < 100 && fixture.session.current(); times += 1) {
      const token = fixture.session.current()!;
      fixture.session.accept(token);
      void rejectionReason(fixture.session.reject(token, 403));
      if (fixture.session.state.status === 'requesting') await fixture.lastCall.grant(`token-after-${times}`, 100);
    }
    expect(fixture.calls).toHaveLength(2);
    expect(fixture.session.error?.reason).toBe('token-rejected');
  });
});

describe('a failure', () => {
  test('is not for ever: asking anew begins anew', async () => {
    const fixture = createSessionFixture();
    const first = rejectionReason(fixture.session.waitForToken());
    await fixture.lastCall.refuse(new StreamError('token-denied'));
    expect(await first).toBe('token-denied');
    expect(await rejectionReason(fixture.session.waitForToken())).toBe('token-denied');
    expect(fixture.calls).toHaveLength(1);

    fixture.session.start();
    expect(fixture.session.error).toBeNull();
    await fixture.lastCall.grant('token-one', 100);
    expect(await fixture.session.waitForToken()).toBe('token-one');
  });

  test('without an endpoint says that one is missing', async () => {
    const fixture = createSessionFixture({ fetchToken: noTokenSource });
    expect(await rejectionReason(fixture.session.waitForToken())).toBe('config');
  });

  test('a token given outright plays to its end, and nobody is asked in vain', async () => {
    const fixture = createSessionFixture({ fetchToken: noTokenSource });
    fixture.session.setToken(
      createFakeToken({
        sub: VIDEO_ID,
        iat: fixture.clock.serverTime() / 1000,
        exp: fixture.clock.serverTime() / 1000 + 100,
      }),
    );
    await fixture.clock.advance(98_000);
    expect(fixture.session.current()).not.toBeNull();
    await fixture.clock.advance(2000);
    expect(fixture.session.error?.reason).toBe('token-expired');
    expect([fixture.countEvents('expired'), fixture.clock.timers]).toEqual([1, []]);
  });

  test('a provider that throws rubbish, or at once, is one that can not be reached', async () => {
    const fixture = createSessionFixture({
      fetchToken: () => {
        throw new TypeError('rubbish');
      },
    });
    fixture.session.start();
    await flushPromises();
    expect(fixture.session.state).toMatchObject({ status: 'waiting', error: { reason: 'token-unreachable' } });
  });
});

describe('refresh', () => {
  test('resolves when the new token is in use', async () => {
    const fixture = await openFixture();
    const refreshed = fixture.session.refresh();
    expect(fixture.lastCall.reason).toBe('manual');
    await fixture.lastCall.grant('token-two', 100);
    await refreshed;
    expect(fixture.session.current()).toBe('token-two');
  });

  test('rejects with what went wrong this time, and the token goes on', async () => {
    const fixture = await openFixture();
    const refreshed = rejectionReason(fixture.session.refresh());
    await fixture.lastCall.refuse();
    expect(await refreshed).toBe('token-unreachable');
    expect(fixture.session.current()).toBe('token-one');
  });

  test('joins a renewal that is under way', async () => {
    const fixture = await openFixture();
    await fixture.clock.advance(85_000);
    const refreshed = [fixture.session.refresh(), fixture.session.refresh()];
    await fixture.lastCall.grant('token-two', 100);
    await Promise.all(refreshed);
    expect(fixture.calls).toHaveLength(2);
  });
});

describe('the page may take a renewal over', () => {
  test('by cancelling it and supplying a token later', async () => {
    const fixture = await openFixture();
    fixture.session.subscribe((event) => event.type === 'expiring' && event.cancel());
    await fixture.clock.advance(85_000);
    fixture.session.current();
    expect([fixture.calls.length, fixture.countEvents('expiring')]).toEqual([1, 1]);
    fixture.session.setToken('token-of-the-page');
    expect(fixture.session.current()).toBe('token-of-the-page');
    expect(fixture.countEvents('refresh')).toBe(1);
  });

  test('or at once', async () => {
    const fixture = await openFixture();
    fixture.session.subscribe((event) => event.type === 'expiring' && fixture.session.setToken('token-of-the-page'));
    await fixture.clock.advance(85_000);
    expect(fixture.calls).toHaveLength(1);
    expect(fixture.session.current()).toBe('token-of-the-page');
  });

  test("and when it does not keep its word, the endpoint is asked at the token's death", async () => {
    const fixture = await openFixture();
    fixture.session.subscribe((event) => event.type === 'expiring' && event.cancel());
    await fixture.clock.advance(100_000);
    expect(fixture.calls.map(({ reason }) => reason)).toEqual(['initial', 'resume']);
  });

  test('asking for the token while it is offered does not offer it again', async () => {
    const fixture = await openFixture();
    fixture.session.subscribe((event) => event.type === 'expiring' && fixture.session.current());
    await fixture.clock.advance(85_000);
    expect([fixture.countEvents('expiring'), fixture.calls.length]).toEqual([1, 2]);
  });
});

describe('those who wait', () => {
  test('leave with the reason of their own signal, and disturb nobody', async () => {
    const fixture = createSessionFixture();
    const lifetime = new AbortController();
    const [mine, other] = [fixture.session.waitForToken(lifetime.signal), fixture.session.waitForToken()];
    lifetime.abort(new RangeError('of no interest any more'));
    await expect(mine).rejects.toBeInstanceOf(RangeError);
    await fixture.lastCall.grant('token-one', 100);
    expect(await other).toBe('token-one');
  });

  test('with a signal that is already aborted start nothing', async () => {
    const fixture = createSessionFixture();
    await expect(fixture.session.waitForToken(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(fixture.calls).toHaveLength(0);
  });

  test('a listener that leaves hears nothing more', async () => {
    const fixture = createSessionFixture();
    let heard = 0;
    const leave = fixture.session.subscribe(() => (heard += 1));
    fixture.session.start();
    expect(heard).toBe(1);
    leave();
    await fixture.lastCall.grant('token-one', 100);
    expect(heard).toBe(1);
  });
});
