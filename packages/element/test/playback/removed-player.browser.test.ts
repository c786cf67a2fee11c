// @browsers all: what a removed video does and dispatches differs
import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, nextFrames, waitUntil } from '@secure-stream/test-server/wait';
import type { SecureStreamElement } from '@secure-stream/element';
import type { Fixture } from '@secure-stream/test-server';
import { testServer } from '@secure-stream/test-server/client';
import { KEEP_MS } from '../../src/playback/controllers/removed-player.ts';
import { NATIVE_HLS_ONLY, testExcept } from '../support/test-except.ts';
import { mount, requestToken, startPlaying } from '../support/mount.ts';
import { createElementWithClock, ShiftedClock } from '../support/shifted-clock.ts';

/** A player with its own session, as on another page of the site. */
const mountPage = (fixture: Fixture, page: string, element?: SecureStreamElement) =>
  mount(fixture, { tokenRequest: { body: { page } } }, element);

const listSegments = async () =>
  (await testServer.listRequests()).filter(({ kind }) => kind === 'segment').map(({ path }) => path);

function record(element: SecureStreamElement, ...names: string[]): string[] {
  const seen: string[] = [];
  for (const name of names) element.addEventListener(name, () => seen.push(name));
  return seen;
}

/** The code that keeps a player loads after the engine. */
const waitForControllers = (element: SecureStreamElement) => waitUntil(() => element.streamType !== 'unknown');

suite('a player that is removed while it plays', () => {
  teardown(() => document.body.replaceChildren());

  for (const [engine, except] of [
    ['hls', {}],
    ['native', NATIVE_HLS_ONLY],
  ] as const)
    testExcept(
      except,
      `pauses, keeps its data, and goes on without a request when it returns at once (${engine})`,
      async () => {
        const fixture = await testServer.open();
        const element = mount(fixture, { engine });
        await startPlaying(element);
        await waitForControllers(element);
        const rateChangedAt = element.currentTime;
        element.playbackRate = 1.5;
        // WebKitGTK changes the rate by a seek, and undoes a pause during a seek.
        await waitUntil(() => element.currentTime > rateChangedAt + 0.2 && element.buffered.end(0) > 6);
        const seen = record(element, 'pause', 'abort', 'emptied', 'loadstart', 'error');
        const before = await listSegments();
        await testServer.clearRequests();
        element.remove();
        await nextEvent(element, 'pause');
        await nextFrames(2);
        const { currentTime, readyState } = element;
        expect(seen.splice(0)).toStrictEqual(['pause']);
        expect([currentTime > 0, readyState > 0, element.paused, element.state]).toStrictEqual([
          true,
          true,
          true,
          'ready',
        ]);

        document.body.append(element);
        await nextFrames(2);
        expect([element.currentTime, element.paused]).toStrictEqual([currentTime, true]);
        await element.play();
        // Past what was buffered: it goes on loading.
        element.currentTime = 20;
        await waitUntil(() => element.currentTime > 20.5);
        expect(element.playbackRate).toBe(1.5);
        expect(seen.filter((name) => name !== 'pause')).toStrictEqual([]);
        expect(await testServer.countTokenRequests()).toBe(0);
        if (engine === 'hls') expect((await listSegments()).filter((path) => before.includes(path))).toStrictEqual([]);
        if (engine === 'hls')
          expect((await testServer.listRequests()).filter(({ kind }) => kind === 'multivariant')).toStrictEqual([]);
      },
    );

  test('applies settings that changed meanwhile, and loads another video', async () => {
    const fixture = await testServer.open();
    const element = mount(fixture);
    await startPlaying(element);
    await waitForControllers(element);
    const { renewBefore } = element;
    element.remove();
    await nextEvent(element, 'pause');
    element.loop = true;
    element.tokenRequest = { params: { page: 'other' } };
    document.body.append(element);
    await element.updateComplete;
    expect([element.shadowRoot!.querySelector('video')!.loop, renewBefore]).toStrictEqual([true, undefined]);
    const seen = record(element, 'emptied', 'loadedmetadata');
    await testServer.clearRequests();
    element.remove();
    await nextFrames(2);
    element.startTime = 40;
    element.videoId = '0'.repeat(32);
    element.videoId = fixture.videoId;
    element.dvr = true;
    document.body.append(element);
    await waitUntil(() => seen.includes('loadedmetadata'));
    await waitUntil(() => element.currentTime === 40);
    expect(seen).toStrictEqual(['emptied', 'loadedmetadata']);
  });

  test('releases everything soon, without abort and emptied', async () => {
    const fixture = await testServer.open({ viewings: { perViewer: 1 } });
    const clock = new ShiftedClock();
    const element = mountPage(fixture, 'one', createElementWithClock(clock));
    await startPlaying(element);
    await waitForControllers(element);
    const seen = record(element, 'pause', 'abort', 'emptied');
    element.remove();
    await waitUntil(() => element.paused && seen.length > 0);
    expect([element.state, await testServer.listReleases()]).toStrictEqual(['ready', []]);
    clock.sleep(KEEP_MS);
    await waitUntil(() => element.state === 'idle');
    await waitUntil(async () => (await testServer.listReleases()).length === 1);
    await nextFrames(4);
    expect([element.readyState, element.activeEngine, seen]).toStrictEqual([0, null, ['pause']]);
  });

  test('hands its viewing over to another player that begins, and is released then', async () => {
    const fixture = await testServer.open({ viewings: { perViewer: 1 } });
    const clock = new ShiftedClock();
    const left = mountPage(fixture, 'one', createElementWithClock(clock));
    await startPlaying(left);
    await waitForControllers(left);
    const seen = record(left, 'pause');
    left.remove();
    // Frameworks insert the next player in the same task, and it loads in a microtask.
    await Promise.resolve();
    const next = mountPage(fixture, 'two');
    await startPlaying(next);
    expect([left.state, next.error, seen]).toStrictEqual(['idle', null, ['pause']]);
    const [viewing] = await testServer.listViewings();
    next.remove();
    await waitUntil(async () => (await testServer.listReleases()).length > 0);
    expect(await testServer.listReleases()).toStrictEqual([viewing!.playbackId]);
  });

  for (const method of ['load', 'retry'] as const)
    test(`loads nothing after ${method}(), until it returns`, async () => {
      const fixture = await testServer.open();
      const element = mount(fixture);
      await startPlaying(element);
      await waitForControllers(element);
      element.currentTime = 40;
      await nextEvent(element, 'seeked');
      element.remove();
      await nextEvent(element, 'pause');
      await testServer.clearRequests();
      element[method]();
      await nextFrames(4);
      const state = method === 'load' ? 'idle' : 'ready';
      expect([element.state, await testServer.countTokenRequests()]).toStrictEqual([state, 0]);
      // Another engine would begin with it. A segment of the first one may still be on its way.
      expect((await testServer.listRequests()).filter(({ kind }) => kind === 'multivariant')).toStrictEqual([]);
      document.body.append(element);
      await waitUntil(() => element.readyState > 0 && element.state === 'ready');
      await waitUntil(() => Math.round(element.currentTime) === (method === 'load' ? 0 : 40));
    });

  test('is released at once before it has data', async () => {
    const fixture = await testServer.open({ latency: 100 });
    const element = mount(fixture, { token: await requestToken(fixture) });
    await waitUntil(() => element.state === 'loading');
    element.remove();
    await waitUntil(() => element.state === 'idle');
  });
});
