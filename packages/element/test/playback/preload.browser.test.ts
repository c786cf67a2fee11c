// @browsers all: what a browser loads for preload differs
import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { mount, startPlaying, prepareLaterPlayer } from '../support/mount.ts';

suite('preload, autoplay and start-time', () => {
  teardown(() => document.body.replaceChildren());

  test('requests nothing with preload="none" before play()', async () => {
    const fixture = await testServer.open();
    const laterPlayer = await prepareLaterPlayer(fixture);
    const element = mount(fixture, { preload: 'none' });
    await laterPlayer.load();
    expect(element.state).toBe('idle');
    expect(await testServer.countTokenRequests()).toBe(0);
    expect(await laterPlayer.listOtherRequests()).toStrictEqual([]);

    await startPlaying(element);
    expect(await testServer.countTokenRequests()).toBe(1);
  });

  for (const engine of ['hls', 'iframe'] as const)
    test(`sends loadstart once with preload="none", when the element is set up and not when play() loads (${engine})`, async () => {
      const fixture = await testServer.open();
      const element = document.createElement('secure-stream');
      const seen: string[] = [];
      for (const name of ['loadstart', 'suspend', 'abort', 'emptied', 'loadedmetadata'])
        element.addEventListener(name, () => {
          // Later ones depend on the network.
          if (!seen.includes('loadedmetadata')) seen.push(name);
        });
      mount(fixture, { preload: 'none', engine, sdkSrc: `${fixture.origin}/embed/sdk.latest.js` }, element);
      await waitUntil(() => seen.length === 2);
      expect([element.networkState, element.state]).toStrictEqual([element.NETWORK_IDLE, 'idle']);
      element.load();
      await waitUntil(() => seen.length === 6);
      expect(await testServer.countTokenRequests()).toBe(0);
      await element.play();
      expect(seen.filter((name, index) => index < 6 || name !== 'suspend').join(' ')).toBe(
        'loadstart suspend abort emptied loadstart suspend loadedmetadata',
      );
      element.load();
      await waitUntil(() => element.networkState === element.NETWORK_IDLE);
    });

  test('loads only the first segments with preload="metadata" before play()', async () => {
    const fixture = await testServer.open();
    const laterPlayer = await prepareLaterPlayer(fixture);
    const LONG_BUFFER = { maxBufferLength: 60, maxMaxBufferLength: 60 };
    const element = mount(fixture, { preload: 'metadata', hlsConfig: LONG_BUFFER });
    await waitUntil(() => element.readyState >= 2);
    await laterPlayer.load();
    const segments = (await laterPlayer.listOtherRequests()).filter(({ kind }) => kind === 'segment');
    const videoSegments = segments.filter(({ path }) => path.includes('/video/'));
    // On a busy machine, hls.js requests another one or two before it sees what it has appended. The buffer takes 15.
    expect(videoSegments.length).toBeLessThanOrEqual(3);
    for (const { path } of videoSegments) expect(path).toMatch(/seg_[123]\.mp4$/);
    // hls.js loads audio up to the end of the video buffer, and one more segment while a video segment has no audio.
    const audioCount = segments.length - videoSegments.length;
    expect(audioCount).toBeGreaterThanOrEqual(1);
    expect(audioCount).toBeLessThanOrEqual(videoSegments.length + 1);
    expect(Math.abs(element.duration - 96)).toBeLessThanOrEqual(0.5);
    await startPlaying(element);
    await waitUntil(() => element.buffered.end(0) > 6);
  });

  test('fills the buffer with preload="auto"', async () => {
    const element = mount(await testServer.open(), { preload: 'auto' });
    await waitUntil(() => element.buffered.length > 0 && element.buffered.end(0) > 5);
    expect(element.paused).toBe(true);
  });

  test('starts by itself with autoplay, whatever the value of preload', async () => {
    const element = mount(await testServer.open(), { preload: 'none', autoplay: true });
    await nextEvent(element, 'playing');
  });

  test('begins at start-time', async () => {
    const element = mount(await testServer.open(), { startTime: 40 });
    await element.play();
    await waitUntil(() => element.currentTime > 40.5);
    expect(element.currentTime).toBeLessThan(60);
    expect(Math.abs(element.played.start(0) - 40)).toBeLessThanOrEqual(0.5);
  });
});
