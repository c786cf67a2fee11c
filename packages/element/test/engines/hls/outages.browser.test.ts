import { expect } from '@secure-stream/test-server/expect';
import { waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { CHROMIUM_ONLY, testExcept } from '../../support/test-except.ts';
import { recordInterruptions, mount, startPlaying } from '../../support/mount.ts';

suite('an outage', () => {
  teardown(() => document.body.replaceChildren());

  testExcept(
    CHROMIUM_ONLY,
    'of the endpoint is not seen while token and buffer last, and playing goes on by itself',
    async () => {
      const element = mount(await testServer.open({ tokenLifetime: 8 }));
      await startPlaying(element);
      const interruptions = recordInterruptions(element);
      const told: string[] = [];
      for (const name of ['tokenrefresherror', 'tokenexpired', 'tokenrefresh'])
        element.addEventListener(name, () => told.push(name));
      await testServer.setBehavior('unavailable');
      await waitUntil(() => told.includes('tokenexpired'));
      expect(told).toContain('tokenrefresherror');
      expect(element.error).toBe(null);
      await testServer.setBehavior('ok');
      const start = element.currentTime;
      await waitUntil(() => element.currentTime > start + 12);

      expect(told).toContain('tokenrefresh');
      expect(interruptions).toStrictEqual([]);
      expect((await testServer.listRequests()).filter(({ status }) => status >= 400)).toStrictEqual([]);
    },
  );

  testExcept(
    CHROMIUM_ONLY,
    'of the endpoint that outlasts the buffer becomes an error that says so, and goes away by itself',
    async () => {
      const element = mount(await testServer.open({ tokenLifetime: 4 }));
      await startPlaying(element);
      await testServer.setBehavior('unavailable');
      await waitUntil(() => element.state === 'error');
      expect(element.error).toMatchObject({ reason: 'token-unreachable', remedy: 'retry' });
      const stopped = element.currentTime;
      await testServer.setBehavior('ok');
      await waitUntil(() => element.state === 'ready' && element.currentTime > stopped + 2);
      expect(element.error).toBe(null);
    },
  );

  testExcept(
    CHROMIUM_ONLY,
    'of the whole network stops the picture at the end of the buffer, and no earlier, and it goes on by itself',
    async () => {
      const element = mount(await testServer.open({ tokenLifetime: 6 }));
      await startPlaying(element);
      await testServer.goOffline();
      const end = element.buffered.end(element.buffered.length - 1);
      await waitUntil(() => element.currentTime > end - 1);
      await waitUntil(() => element.readyState < 3);
      await testServer.recover();
      await waitUntil(() => element.currentTime > end + 4);
      expect(element.error).toBe(null);
      expect((await testServer.listRequests()).filter(({ status }) => status === 401)).toStrictEqual([]);
    },
  );

  testExcept(CHROMIUM_ONLY, 'of the origin is told with its reason when it does not end', async () => {
    const element = mount(await testServer.open());
    await startPlaying(element);
    await testServer.failNext({ target: 'segment', status: 404, count: 10_000 });
    await waitUntil(() => element.state === 'error');
    expect(element.error?.reason).toBe('not-found');
  });

  testExcept(CHROMIUM_ONLY, 'of the first playlist, which hangs, is over as soon as another is asked for', async () => {
    const scene = await testServer.open();
    await testServer.delayNext({ target: 'multivariant', milliseconds: 90_000 });
    const element = mount(scene);
    await startPlaying(element);
    expect(element.error).toBe(null);
  });
});
