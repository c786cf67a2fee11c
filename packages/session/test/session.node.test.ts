import { describe, expect, test } from 'vitest';
import { StreamError } from '../src/stream-error.js';
import { RetryLaterError } from '../src/token-errors.js';
import { noTokenSource } from '../src/providers/fetch-token.js';
import { flushPromises } from './support/fake-clock.ts';
import { tokenProviderThrew } from '../src/token-errors.js';
import { createSessionFixture, VIDEO_ID } from './support/session-fixture.ts';
import { createFakeToken } from './support/fake-token.ts';

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

describe('TokenSession: the token', () => {
  test('is renewed before its expiry, and used until the next one arrives', async () => {
    const fixture = createSessionFixture();
    const first = fixture.session.waitForToken();
    await fixture.lastCall.grant('token-one', 100);
    expect(await first).toBe('token-one');

    await fixture.clock.advance(55_000);
    expect(fixture.calls.map(({ reason }) => reason)).toEqual(['initial', 'renewal']);
    expect(fixture.session.current()).toBe('token-one');
    await fixture.lastCall.grant('token-two', 100);
    expect(fixture.session.current()).toBe('token-two');
    expect(fixture.countRenewals()).toBe(1);
  });

  test('is requested once for all callers that wait', async () => {
    const fixture = createSessionFixture();
    const waiting = Array.from({ length: 50 }, () => fixture.session.waitForToken());
    fixture.session.start();
    expect(fixture.calls).toHaveLength(1);
    await fixture.lastCall.grant('token-one', 100);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['token-one']));
    expect(fixture.calls).toHaveLength(1);
  });

  test('is valid from the middle of the request, so a slow response does not extend it', async () => {
    const fixture = createSessionFixture();
    fixture.session.start();
    fixture.clock.sleep(4000);
    await fixture.lastCall.grant('token-one', 100);
    expect(fixture.session.validToken).toMatchObject({ grantedAt: fixture.clock.now() - 2000, lifetime: 100_000 });
    expect(fixture.session.expiresAt).toBe(fixture.clock.wall() + 98_000);
  });

  test('is that of setToken(), without a request', () => {
    const fixture = createSessionFixture();
    fixture.session.setToken(createFakeToken({ sub: VIDEO_ID, exp: fixture.clock.serverTime() / 1000 + 60 }));
    expect(fixture.session.remainingLifetime()).toBe(59_000);
    expect(fixture.calls).toHaveLength(0);
  });

  test('stays when setToken() throws for a token of another video', async () => {
    const fixture = await openFixture();
    expect(() => fixture.session.setToken(createFakeToken({ sub: '0'.repeat(32) }))).toThrow(StreamError);
    expect(fixture.session.current()).toBe('token-one');
  });
});

describe('TokenSession: a late response', () => {
  test('is dropped after the timeout, which aborts the request', async () => {
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

  test('does not replace a token of setToken()', async () => {
    const fixture = createSessionFixture();
    fixture.session.start();
    const [late] = fixture.calls;
    fixture.session.setToken('token-of-the-page');
    await late!.grant('token-late', 100);
    expect(fixture.session.current()).toBe('token-of-the-page');
    expect(late!.signal.aborted).toBe(true);
  });

  test('is dropped after stop()', async () => {
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

describe('TokenSession: sleep', () => {
  test('returns no token that expired during the sleep', async () => {
    const fixture = await openFixture();
    fixture.clock.sleep(3_600_000);
    expect(fixture.session.current()).toBeNull();
    const next = fixture.session.waitForToken();
    expect(fixture.calls.map(({ reason }) => reason)).toEqual(['initial', 'resume']);
    await fixture.lastCall.grant('token-two', 100);
    expect(await next).toBe('token-two');
    expect(fixture.countEvents('expired')).toBe(1);
  });

  test('requests a token once after waking', async () => {
    const fixture = await openFixture();
    fixture.clock.sleep(3_600_000);
    for (let times = 0; times < 5; times += 1) fixture.session.wake();
    expect(fixture.calls).toHaveLength(2);
  });

  test('changes nothing while the token is valid', async () => {
    const fixture = await openFixture();
    fixture.clock.sleep(30_000);
    fixture.session.wake();
    expect(fixture.calls).toHaveLength(1);
    expect(fixture.session.current()).toBe('token-one');
  });

  test('aborts and repeats a request that timed out during the sleep', async () => {
    const fixture = createSessionFixture();
    fixture.session.start();
    fixture.clock.sleep(60_000);
    fixture.session.wake();
    await fixture.clock.advance(2000);
    expect(fixture.calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });
});

describe('TokenSession: a wrong clock', () => {
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

  test.each([-86_400_000, 86_400_000])('of %d ms changes neither the requests nor their times', async (skew) => {
    expect(await requestReasons(skew)).toEqual(await requestReasons(0));
  });
});

describe('TokenSession: renewal on demand', () => {
  test('renews nothing, and lets the token expire', async () => {
    const fixture = await openFixture();
    fixture.session.updatePolicy({ renewOnDemand: true });
    await fixture.clock.advance(3_600_000);
    expect(fixture.calls).toHaveLength(1);
    expect(fixture.clock.timers).toEqual([]);
  });

  test('renews when a token is used', async () => {
    const fixture = await openFixture();
    fixture.session.updatePolicy({ renewOnDemand: true });
    await fixture.clock.advance(90_000);
    expect(fixture.session.current()).toBe('token-one');
    expect(fixture.calls).toHaveLength(2);
  });

  test('renews at once when it is turned off', async () => {
    const fixture = await openFixture();
    fixture.session.updatePolicy({ renewOnDemand: true });
    await fixture.clock.advance(3_600_000);
    fixture.session.updatePolicy({ renewOnDemand: false });
    expect(fixture.calls.map(({ reason }) => reason)).toEqual(['initial', 'resume']);
  });

  test('does not retry a failed endpoint unless a caller waits', async () => {
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

describe('TokenSession: an endpoint that fails', () => {
  test('is retried with growing delays until it recovers', async () => {
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

  test('is no error while the token is valid', async () => {
    const fixture = await openFixture();
    await fixture.clock.advance(50_000);
    await fixture.lastCall.refuse();
    expect(fixture.session.current()).toBe('token-one');
    expect(fixture.session.error).toBeNull();
    expect(fixture.countEvents('error')).toBe(1);
    await fixture.clock.advance(3000);
    await fixture.lastCall.grant('token-two', 100);
    expect(fixture.countEvents('expired')).toBe(0);
  });

  test('is not retried before Retry-After, also when the page wakes', async () => {
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

  test('is requested at once by start()', async () => {
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

  test('is requested at once after wake(), but not twice within a second', async () => {
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

describe('TokenSession: a rejection by the origin', () => {
  test('causes one renewal for all rejected requests', async () => {
    const fixture = await openFixture();
    const again = Array.from({ length: 6 }, () => fixture.session.reject('token-one', 401));
    expect(fixture.calls.map(({ reason }) => reason)).toEqual(['initial', 'rejected']);
    await fixture.lastCall.grant('token-two', 100);
    expect(new Set(await Promise.all(again))).toEqual(new Set(['token-two']));
    expect(await fixture.session.reject('token-one', 401)).toBe('token-two');
    expect(fixture.countEvents('expired')).toBe(0);
  });

  test('twice in a row is an error for all callers', async () => {
    const fixture = await openFixture();
    const first = fixture.session.reject('token-one', 401);
    await fixture.lastCall.grant('token-two', 100);
    const second = [fixture.session.reject(await first, 401), fixture.session.waitForToken()];
    expect(await Promise.all(second.map(rejectionReason))).toEqual(['token-rejected', 'token-rejected']);
    expect(fixture.session.error?.reason).toBe('token-rejected');
    expect(fixture.clock.timers).toEqual([]);
    expect(fixture.calls).toHaveLength(2);
  });

  test('from time to time, with accepted requests between, is no error', async () => {
    const fixture = await openFixture();
    for (let times = 1; times < 100; times += 1) {
      const next = fixture.session.reject(fixture.session.current()!, 401);
      await fixture.lastCall.grant(`token-after-${times}`, 100);
      fixture.session.accept(await next);
      fixture.clock.sleep(4000);
    }
    expect(fixture.session.state.status).toBe('ready');
  });

  test('hours later is in a row when no request was accepted between', async () => {
    const fixture = await openFixture();
    const next = fixture.session.reject('token-one', 401);
    await fixture.lastCall.grant('token-two', 7200);
    fixture.clock.sleep(3_600_000);
    expect(await rejectionReason(fixture.session.reject(await next, 401))).toBe('token-rejected');
  });

  test('right after each accepted request is in a row, so that no loop is possible', async () => {
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

describe('TokenSession: a failure', () => {
  test('ends with start()', async () => {
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

  test('that ends playback drops a valid token, and is not repeated', async () => {
    const fixture = createSessionFixture();
    fixture.session.start();
    await fixture.lastCall.grant('token-one', 100);
    await fixture.clock.advanceToNextTimer();
    await fixture.lastCall.refuse(tokenProviderThrew(new StreamError('displaced')));
    expect(await rejectionReason(fixture.session.waitForToken())).toBe('displaced');
    expect([fixture.session.token, fixture.clock.timers.length, fixture.calls.length]).toEqual([null, 0, 2]);
    expect(fixture.countEvents('error')).toBe(1);
    fixture.session.wake();
    expect(fixture.calls).toHaveLength(2);
  });

  test('is config without a token source', async () => {
    const fixture = createSessionFixture({ fetchToken: noTokenSource });
    expect(await rejectionReason(fixture.session.waitForToken())).toBe('config');
  });

  test('is token-expired at the expiry of a token without a source', async () => {
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

  test('is token-unreachable when the provider throws', async () => {
    const fixture = createSessionFixture({
      fetchToken: () => {
        throw new TypeError('failed');
      },
    });
    fixture.session.start();
    await flushPromises();
    expect(fixture.session.state).toMatchObject({ status: 'waiting', error: { reason: 'token-unreachable' } });
  });
});

describe('TokenSession.refresh', () => {
  test('resolves when the new token is in use', async () => {
    const fixture = await openFixture();
    const refreshed = fixture.session.refresh();
    expect(fixture.lastCall.reason).toBe('manual');
    await fixture.lastCall.grant('token-two', 100);
    await refreshed;
    expect(fixture.session.current()).toBe('token-two');
  });

  test('rejects with the error of the request, and keeps the token', async () => {
    const fixture = await openFixture();
    const refreshed = rejectionReason(fixture.session.refresh());
    await fixture.lastCall.refuse();
    expect(await refreshed).toBe('token-unreachable');
    expect(fixture.session.current()).toBe('token-one');
  });

  test('joins a pending renewal', async () => {
    const fixture = await openFixture();
    await fixture.clock.advance(55_000);
    const refreshed = [fixture.session.refresh(), fixture.session.refresh()];
    await fixture.lastCall.grant('token-two', 100);
    await Promise.all(refreshed);
    expect(fixture.calls).toHaveLength(2);
  });
});

describe('TokenSession: a renewal by the page', () => {
  test('cancels the request and calls setToken() later', async () => {
    const fixture = await openFixture();
    fixture.session.subscribe((event) => event.type === 'expiring' && event.cancel());
    await fixture.clock.advance(55_000);
    fixture.session.current();
    expect([fixture.calls.length, fixture.countEvents('expiring')]).toEqual([1, 1]);
    fixture.session.setToken('token-of-the-page');
    expect(fixture.session.current()).toBe('token-of-the-page');
    expect(fixture.countRenewals()).toBe(1);
  });

  test('calls setToken() in the event', async () => {
    const fixture = await openFixture();
    fixture.session.subscribe((event) => event.type === 'expiring' && fixture.session.setToken('token-of-the-page'));
    await fixture.clock.advance(55_000);
    expect(fixture.calls).toHaveLength(1);
    expect(fixture.session.current()).toBe('token-of-the-page');
  });

  test('that sets no token is replaced by a request at the expiry', async () => {
    const fixture = await openFixture();
    fixture.session.subscribe((event) => event.type === 'expiring' && event.cancel());
    await fixture.clock.advance(100_000);
    expect(fixture.calls.map(({ reason }) => reason)).toEqual(['initial', 'resume']);
  });

  test('may read the token in the event, which is not dispatched again', async () => {
    const fixture = await openFixture();
    fixture.session.subscribe((event) => event.type === 'expiring' && fixture.session.current());
    await fixture.clock.advance(55_000);
    expect([fixture.countEvents('expiring'), fixture.calls.length]).toEqual([1, 2]);
  });
});

describe('TokenSession: callers that wait', () => {
  test('reject with the reason of their own signal only', async () => {
    const fixture = createSessionFixture();
    const lifetime = new AbortController();
    const [mine, other] = [fixture.session.waitForToken(lifetime.signal), fixture.session.waitForToken()];
    lifetime.abort(new RangeError('aborted'));
    await expect(mine).rejects.toBeInstanceOf(RangeError);
    await fixture.lastCall.grant('token-one', 100);
    expect(await other).toBe('token-one');
  });

  test('send no request with an aborted signal', async () => {
    const fixture = createSessionFixture();
    await expect(fixture.session.waitForToken(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(fixture.calls).toHaveLength(0);
  });

  test('get no event after they unsubscribe', async () => {
    const fixture = createSessionFixture();
    let received = 0;
    const unsubscribe = fixture.session.subscribe(() => (received += 1));
    fixture.session.start();
    expect(received).toBe(1);
    unsubscribe();
    await fixture.lastCall.grant('token-one', 100);
    expect(received).toBe(1);
  });
});
