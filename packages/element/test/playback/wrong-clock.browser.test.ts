import { expect } from '@secure-stream/test-server/expect';
import { playTo, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { CHROMIUM_ONLY, testExcept } from '../support/test-except.ts';
import { FAST_BUFFER, recordInterruptions, mount, startPlaying, SHORT_BUFFER } from '../support/mount.ts';
import { createElementWithClock, ShiftedClock } from '../support/shifted-clock.ts';

const DAY_MS = 86_400_000;

/** With lifetimes of 8 s, a renewal has four seconds: a busy page may answer nothing for a second. */
const SPEED = 2;

suite('the clock of the device', () => {
  teardown(() => document.body.replaceChildren());

  // `session.node.test.ts` has the other offsets, and `token.node.test.ts` bare tokens.
  testExcept(CHROMIUM_ONLY, 'makes no difference when it is a day fast', async () => {
    const clock = new ShiftedClock(SPEED);
    clock.offset = DAY_MS;
    const fixture = await testServer.open({ tokenLifetime: 8, speed: SPEED });
    const element = mount(fixture, { playbackRate: SPEED, hlsConfig: FAST_BUFFER }, createElementWithClock(clock));
    await startPlaying(element);
    const interruptions = await recordInterruptions(element);
    await playTo(element, 14);
    expect(interruptions).toStrictEqual([]);
    expect((await testServer.listRequests()).filter(({ status }) => status >= 400)).toStrictEqual([]);
    // One request for each lifetime, and not for each media request.
    const tokenRequests = await testServer.countTokenRequests();
    expect(tokenRequests).toBeGreaterThanOrEqual(2);
    expect(tokenRequests).toBeLessThanOrEqual(5);
  });

  testExcept(
    CHROMIUM_ONLY,
    'requests a token first after an hour of sleep, and sends no request with the expired one',
    async () => {
      const clock = new ShiftedClock();
      const element = mount(
        await testServer.open({ tokenLifetime: 60 }),
        { playbackRate: 4 },
        createElementWithClock(clock),
      );
      await startPlaying(element);
      element.pause();
      // With a full buffer, nothing is being requested.
      await waitUntil(() => element.buffered.end(0) - element.currentTime >= SHORT_BUFFER.maxBufferLength);
      await testServer.clearRequests();
      await testServer.advanceClock(3_600_000);
      clock.sleep(3_600_000);
      window.dispatchEvent(new Event('pageshow'));
      await element.play();
      const resumed = element.currentTime;
      await playTo(element, resumed + 8);

      expect(await testServer.countTokenRequests()).toBe(1);
      expect((await testServer.listRequests()).filter(({ status }) => status >= 400)).toStrictEqual([]);
    },
  );

  test('does not delay a seek while a renewal is pending', async () => {
    const element = mount(await testServer.open({ tokenLifetime: 60 }));
    await startPlaying(element);
    await testServer.setBehavior('hang');
    element.refreshToken().catch(() => undefined);
    await waitUntil(() => element.state === 'renewing');
    element.currentTime = 60;
    await playTo(element, 62);
    expect(element.state).toBe('renewing');
    expect((await testServer.listRequests()).filter(({ status }) => status >= 400)).toStrictEqual([]);
  });
});
