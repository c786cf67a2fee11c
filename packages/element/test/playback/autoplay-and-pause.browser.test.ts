import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import type { SecureStreamElement } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import { testExcept, NATIVE_HLS_ONLY, type SkipReasons } from '../support/test-except.ts';
import { mount } from '../support/mount.ts';
import { removeForLong } from '../support/release-removed.ts';

type Engine = 'hls' | 'native' | 'iframe';

const ENGINES: readonly (readonly [Engine, SkipReasons])[] = [
  ['hls', {}],
  ['native', NATIVE_HLS_ONLY],
  ['iframe', {}],
];

const ACTIONS: Readonly<Record<string, (element: SecureStreamElement) => unknown>> = {
  'retry()': (element) => element.retry(),
  'another insertion': async (element) => {
    await removeForLong(element);
    document.body.append(element);
  },
  'a change of engine': (element) => {
    element.engine = element.engine === 'iframe' ? 'hls' : 'iframe';
  },
};

async function open(engine: Engine): Promise<SecureStreamElement> {
  const fixture = await testServer.open();
  const element = mount(fixture, { engine, sdkSrc: `${fixture.origin}/embed/sdk.latest.js`, autoplay: true });
  await nextEvent(element, 'playing');
  await waitUntil(() => element.currentTime > 0.5);
  return element;
}

suite('autoplay', () => {
  teardown(() => document.body.replaceChildren());

  for (const [engine, except] of ENGINES)
    for (const [name, act] of Object.entries(ACTIONS)) {
      testExcept(except, `does not undo a pause across ${name} (${engine})`, async () => {
        const element = await open(engine);
        element.pause();
        await nextEvent(element, 'pause');
        const { currentTime } = element;
        const seen: string[] = [];
        for (const event of ['play', 'playing']) element.addEventListener(event, () => seen.push(event));
        await act(element);
        await waitUntil(() => element.activeEngine === element.engine && element.readyState >= 2 && !element.seeking);
        // Autoplay would start at `canplaythrough` at the latest.
        await waitUntil(() => element.readyState === 4);
        expect([element.paused, seen]).toStrictEqual([true, []]);
        expect(Math.abs(element.currentTime - currentTime)).toBeLessThanOrEqual(1);
        expect(element.autoplay).toBe(true);
      });

      testExcept(except, `continues playback across ${name} (${engine})`, async () => {
        const element = await open(engine);
        await act(element);
        await waitUntil(() => element.activeEngine === element.engine && element.readyState >= 2);
        const { currentTime } = element;
        await waitUntil(() => !element.paused && element.currentTime > currentTime + 0.5);
      });
    }

  test('does not undo a pause before anything is loaded', async () => {
    const element = mount(await testServer.open({ latency: 100 }), { autoplay: true });
    element.pause();
    await waitUntil(() => element.readyState === 4);
    expect([element.paused, element.played.length]).toStrictEqual([true, 0]);
  });

  test('starts the next video after a pause of the previous one', async () => {
    const fixture = await testServer.open();
    const element = mount(fixture, { autoplay: true });
    await nextEvent(element, 'playing');
    element.pause();
    await testServer.startLive();
    await testServer.advanceClock(60_000);
    element.videoId = fixture.liveInputId;
    await nextEvent(element, 'playing');
    expect(element.paused).toBe(false);
  });

  test('does not override play() outside the page', async () => {
    const fixture = await testServer.open();
    const element = mount(fixture);
    await waitUntil(() => element.readyState >= 2);
    await removeForLong(element);
    element.play().catch(() => undefined);
    document.body.append(element);
    await waitUntil(() => !element.paused && element.currentTime > 0.5);
  });
});
