import { expect } from '@secure-stream/test-server/expect';
import { testServer } from '@secure-stream/test-server/client';
import { mount, sleep, startPlaying, waitUntil } from '../support/mount.ts';
import { trackLeaks } from '../support/handover/leak-tracker.ts';

suite('many players', () => {
  teardown(() => document.body.replaceChildren());

  test('fifty of one video ask for one token', async () => {
    const fixture = await testServer.open({ latency: 50 });
    const elements = Array.from({ length: 50 }, () => mount(fixture, { preload: 'metadata' }));
    await waitUntil(() => elements.every(({ readyState }) => readyState >= 1));
    expect(await testServer.countTokenRequests()).toBe(1);
  });

  test('two hundred that come and go leave no listener, node, timer or request behind', async () => {
    const fixture = await testServer.open({ tokenLifetime: 2, latency: 5 });
    // What is fetched once and stays: the engine, hls.js, the faces.
    const first = mount(fixture);
    await startPlaying(first);
    first.remove();
    await sleep(0.5);

    const leakTracker = trackLeaks();
    const nodes = document.querySelectorAll('*').length;
    for (let round = 0; round < 20; round += 1) {
      const elements = Array.from({ length: 10 }, () => mount(fixture, { autoplay: round % 2 === 0 }));
      // At every stage of its life: before the token, between token and engine, while it plays.
      await sleep(round * 0.02);
      for (const element of elements) element.remove();
    }
    await sleep(1);
    expect(leakTracker.listeners()).toBe(0);
    expect(document.querySelectorAll('*')).toHaveLength(nodes);

    await testServer.clearRequests();
    await sleep(4);
    expect({ asked: await testServer.countTokenRequests(), requests: await testServer.listRequests() }).toStrictEqual({
      asked: 0,
      requests: [],
    });
    leakTracker.close();
  });
});
