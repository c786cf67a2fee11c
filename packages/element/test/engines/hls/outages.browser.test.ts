import { expect } from '@secure-stream/test-server/expect';
import { playTo, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { CHROMIUM_ONLY, testExcept } from '../../support/test-except.ts';
import { FAST_BUFFER, recordInterruptions, startPlaying } from '../../support/mount.ts';
import { mountFast } from '../../support/shifted-clock.ts';

/** With lifetimes of 8 s, a renewal has four seconds: a busy page may answer nothing for a second. */
const SPEED = 2;

suite('hls engine: an outage', () => {
  teardown(() => document.body.replaceChildren());

  testExcept(CHROMIUM_ONLY, 'of the endpoint does not interrupt playback while token or buffer last', async () => {
    const element = mountFast(
      await testServer.open({ tokenLifetime: 8, speed: SPEED }),
      { hlsConfig: FAST_BUFFER },
      SPEED,
    );
    await startPlaying(element);
    const interruptions = await recordInterruptions(element);
    const received: string[] = [];
    for (const name of ['tokenrefresherror', 'tokenexpired', 'tokenrefresh'])
      element.addEventListener(name, () => received.push(name));
    await testServer.setBehavior('unavailable');
    await waitUntil(() => received.includes('tokenexpired'));
    expect(received).toContain('tokenrefresherror');
    expect(element.error).toBe(null);
    await testServer.setBehavior('ok');
    const start = element.currentTime;
    await playTo(element, start + 12);

    expect(received).toContain('tokenrefresh');
    expect(interruptions).toStrictEqual([]);
    // A request may be on its way when its token expires. None is sent after that.
    const refused = (await testServer.listRequests()).filter(({ status }) => status >= 400);
    expect(refused.filter(({ time, token }) => time / 1000 > (token?.exp ?? 0) + 1)).toStrictEqual([]);
  });

  testExcept(CHROMIUM_ONLY, 'of the endpoint that outlasts the buffer is an error that ends by itself', async () => {
    const element = mountFast(await testServer.open({ tokenLifetime: 4, speed: 4 }));
    await startPlaying(element);
    await testServer.setBehavior('unavailable');
    await waitUntil(() => element.state === 'error');
    expect(element.error).toMatchObject({ reason: 'token-unreachable', remedy: 'retry' });
    const stopped = element.currentTime;
    await testServer.setBehavior('ok');
    await waitUntil(() => element.state === 'ready' && element.currentTime > stopped + 2);
    expect(element.error).toBe(null);
  });

  testExcept(
    CHROMIUM_ONLY,
    'of the network stops playback at the end of the buffer, and playback resumes by itself',
    async () => {
      const element = mountFast(await testServer.open({ tokenLifetime: 8, speed: SPEED }), {}, SPEED);
      await startPlaying(element);
      await testServer.goOffline();
      const end = element.buffered.end(element.buffered.length - 1);
      await playTo(element, end - 1);
      await waitUntil(() => element.readyState < 3);
      await testServer.recover();
      await playTo(element, end + 4);
      expect(element.error).toBe(null);
      expect((await testServer.listRequests()).filter(({ status }) => status === 401)).toStrictEqual([]);
    },
  );

  testExcept(CHROMIUM_ONLY, 'of the origin that does not end is reported with its reason', async () => {
    const element = mountFast(await testServer.open());
    await startPlaying(element);
    await testServer.failNext({ target: 'segment', status: 404, count: 10_000 });
    await waitUntil(() => element.state === 'error');
    expect(element.error?.reason).toBe('not-found');
  });

  testExcept(CHROMIUM_ONLY, 'of a multivariant playlist that hangs ends with the next request', async () => {
    const fixture = await testServer.open();
    await testServer.delayNext({ target: 'multivariant', milliseconds: 90_000 });
    const element = mountFast(fixture);
    await startPlaying(element);
    expect(element.error).toBe(null);
  });
});
