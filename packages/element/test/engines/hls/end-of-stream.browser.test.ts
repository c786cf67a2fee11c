// @browsers all: each media pipeline ends a media source in its own way
import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { browserName, testExcept } from '../../support/test-except.ts';
import { mount } from '../../support/mount.ts';

/** Error 4, "Failed to push buffer". With plain hls.js, WebKitGTK plays from the beginning. */
const GSTREAMER = { webkit: 'its pipeline fails after a seek to the last frame' };

suite('hls engine: the end of a video', () => {
  teardown(() => document.body.replaceChildren());

  for (const before of [0, 0.05])
    testExcept(GSTREAMER, `is reached by a seek to ${before} s before it, without playback before`, async () => {
      const element = mount(await testServer.open());
      await waitUntil(() => Number.isFinite(element.duration));
      const end = element.duration - before;
      element.currentTime = end;
      await nextEvent(element, 'seeked');
      expect(Math.abs(element.currentTime - end)).toBeLessThanOrEqual(0.01);

      element.currentTime = 40;
      await nextEvent(element, 'seeked');
      expect(Math.abs(element.duration - 96)).toBeLessThanOrEqual(0.1);
      await element.play();
      await waitUntil(() => element.currentTime > 41);
      element.currentTime = end;
      await nextEvent(element, 'ended');
      expect(element.ended).toBe(true);
    });

  test('is reached at once by a start-time close to it', async () => {
    const startTime = browserName === 'webkit' ? 95.5 : 95.95;
    const element = mount(await testServer.open(), { startTime, autoplay: true });
    await nextEvent(element, 'ended');
    expect(Math.abs(element.currentTime - 96)).toBeLessThanOrEqual(0.1);
  });
});
