import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import type { SecureStreamElement } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import { mount } from '../support/mount.ts';

suite('in a live stream with a DVR window', () => {
  teardown(() => document.body.replaceChildren());

  for (const where of ['behind the edge', 'at the edge'] as const)
    for (const how of ['retry()', 'another insertion'] as const)
      test(`${how} keeps a viewer who is ${where} there`, async () => {
        const scene = await testServer.open();
        await testServer.startLive();
        await testServer.advanceClock(200_000);
        const element = mount({ ...scene, videoId: scene.liveInputId }, { live: true, dvr: true });
        await element.play();
        await waitUntil(() => element.currentTime > 0 && element.seekable.length > 0);
        if (where === 'behind the edge') {
          element.currentTime = element.seekable.start(0) + 30;
          await nextEvent(element, 'seeked');
        }
        await waitUntil(() => element.readyState >= 3);
        const distance = () => element.seekable.end(element.seekable.length - 1) - element.currentTime;
        const before = distance();
        if (how === 'retry()') element.retry();
        else {
          element.remove();
          await waitUntil(() => element.state === 'idle');
          document.body.append(element);
        }
        await waitUntil(() => element.readyState >= 2 && element.seekable.length > 0 && !element.seeking);
        expect(Math.abs(distance() - before)).toBeLessThanOrEqual(8);
      });

  async function watchBehindTheEdge(engine: 'hls' | 'iframe'): Promise<SecureStreamElement> {
    const scene = await testServer.open();
    await testServer.startLive();
    await testServer.advanceClock(200_000);
    const sdkSrc = `${scene.origin}/embed/sdk.latest.js`;
    const element = mount({ ...scene, videoId: scene.liveInputId }, { live: true, dvr: true, engine, sdkSrc });
    await element.play();
    await waitUntil(() => element.currentTime > 0 && element.readyState >= 3);
    element.currentTime = 30;
    await waitUntil(() => element.currentTime > 30.5 && !element.seeking);
    return element;
  }

  /** In a DVR window all engines count from the first segment. What plays meanwhile is a few seconds. */
  async function expectSamePosition(element: SecureStreamElement, engine: string, from: number): Promise<void> {
    await waitUntil(() => element.activeEngine === engine && element.readyState >= 3 && !element.seeking);
    await waitUntil(() => element.currentTime > 0);
    expect(element.currentTime).toBeGreaterThanOrEqual(from - 2);
    expect(element.currentTime).toBeLessThanOrEqual(from + 15);
  }

  test('retry() keeps a viewer who is behind the edge there (iframe)', async () => {
    const element = await watchBehindTheEdge('iframe');
    const { currentTime } = element;
    element.retry();
    await expectSamePosition(element, 'iframe', currentTime);
  });

  test('a change of engine and back keeps a viewer who is behind the edge there', async () => {
    const element = await watchBehindTheEdge('hls');
    for (const engine of ['iframe', 'hls'] as const) {
      const { currentTime } = element;
      element.engine = engine;
      await expectSamePosition(element, engine, currentTime);
    }
  });
});
