import { expect } from '@secure-stream/test-server/expect';
import { nextFrames, waitUntil, waitUntilStable } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { mount, startPlaying } from '../support/mount.ts';
import { createElementWithClock, ShiftedClock } from '../support/shifted-clock.ts';
import { trackLeaks } from '../support/handover/leak-tracker.ts';
import { removeForLong } from '../support/release-removed.ts';

suite('many players on a page', () => {
  teardown(() => document.body.replaceChildren());

  test('send one token request for fifty players of one video', async () => {
    const fixture = await testServer.open({ latency: 50 });
    const elements = Array.from({ length: 50 }, () => mount(fixture, { preload: 'metadata' }));
    await waitUntil(() => elements.every(({ readyState }) => readyState >= 1), 'the metadata of fifty players', 30);
    expect(await testServer.countTokenRequests()).toBe(1);
  });

  test('leave no listener, node, timer or request behind after two hundred removals', async () => {
    const fixture = await testServer.open({ tokenLifetime: 2, latency: 5 });
    // Loads what stays loaded: the engine, hls.js and the overlays.
    const clock = new ShiftedClock();
    const first = mount(fixture, {}, createElementWithClock(clock));
    await startPlaying(first);
    await removeForLong(first);
    await waitUntilStable(() => document.querySelectorAll('*').length, 30);

    const leakTracker = trackLeaks();
    const nodes = document.querySelectorAll('*').length;
    for (let round = 0; round < 20; round += 1) {
      const elements = Array.from({ length: 10 }, () =>
        mount(fixture, { autoplay: round % 2 === 0 }, createElementWithClock(clock)),
      );
      // Removes elements in every phase: before the token, between token and engine, during playback.
      await nextFrames(round);
      for (const element of elements) element.remove();
    }
    await waitUntil(() => leakTracker.listeners() === 0);
    await waitUntilStable(() => leakTracker.listeners(), 30);
    expect(leakTracker.listeners()).toBe(0);
    expect(document.querySelectorAll('*')).toHaveLength(nodes);

    // On a busy machine, the origin receives a request some time after its player was released.
    await waitUntilStable(async () => (await testServer.listRequests()).length, 30);
    await testServer.clearRequests();
    // Each remaining timer would request a token within two lifetimes.
    await clock.elapse(4000);
    expect({
      tokenRequests: await testServer.countTokenRequests(),
      paths: (await testServer.listRequests()).map(({ path }) => path),
    }).toStrictEqual({
      tokenRequests: 0,
      paths: [],
    });
    leakTracker.close();
  });
});
