import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
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
});
