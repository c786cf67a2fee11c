import { expect } from '@secure-stream/test-server/expect';
import { playFor, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import type { EngineKind } from '../../src/engines/engine.ts';
import { isInterruption } from '@secure-stream/test-server/interruption';
import { browserName, testExcept, NATIVE_HLS_ONLY } from '../support/test-except.ts';
import { HANDOVER_S, mount, renewToken } from '../support/mount.ts';

type Element = ReturnType<typeof mount>;

async function play(engine: EngineKind): Promise<{ element: Element; events: string[] }> {
  // Shorter than the lead of a hand-over, which therefore begins with the renewal.
  const fixture = await testServer.open({ tokenLifetime: 25, latency: 20, bandwidth: 1_000_000 });
  const element = mount(fixture, { engine });
  const events: string[] = [];
  for (const name of ['waiting', 'pause', 'emptied', 'seeking', 'playerreload', 'tokenrefresh', 'error'])
    element.addEventListener(name, () => {
      if (isInterruption(name, element)) events.push(name);
    });
  await element.play();
  await waitUntil(() => element.currentTime > 0.5);
  events.length = 0;
  return { element, events };
}

const players = (element: Element) => element.shadowRoot!.querySelectorAll('video, iframe').length;

/** The player that the viewer sees. */
const player = (element: Element) => element.shadowRoot!.querySelector(':is(video, iframe):not([inert])');

suite('<secure-stream> across engines', () => {
  let element: Element;
  teardown(() => element.remove());

  for (const engine of ['native', 'iframe'] as const)
    testExcept(
      engine === 'native' ? NATIVE_HLS_ONLY : {},
      `renews its token and hands over in the ${engine} engine, without another event`,
      async () => {
        const played = await play(engine);
        element = played.element;
        expect(element.activeEngine).toBe(engine);
        const { events } = played;
        const before = player(element);
        await renewToken(element);
        await waitUntil(() => player(element) !== before, 'the hand-over', HANDOVER_S);
        await playFor(element, 1);
        await waitUntil(() => players(element) === 1);
        // On a slow machine, another token may be due by now.
        expect([...new Set(events)]).toStrictEqual(['tokenrefresh']);
        expect([players(element), element.paused, element.error]).toStrictEqual([1, false, null]);
        const refused = (await testServer.listRequests()).filter(({ status }) => status === 401 || status === 403);
        expect(refused).toStrictEqual([]);
      },
    );

  test('keeps position, rate and volume when the engine changes during playback', async () => {
    element = (await play('hls')).element;
    element.currentTime = 30;
    element.playbackRate = 1.5;
    element.volume = 0.4;
    await waitUntil(() => !element.seeking && element.currentTime > 30.2);
    const others = ['native', 'iframe', 'hls'] as const;
    for (const engine of others.filter((kind) => kind !== 'native' || !NATIVE_HLS_ONLY[browserName])) {
      // WebKit's <video> is no longer muted at this speed: see `stays muted at another playback rate`.
      const { currentTime, muted } = element;
      element.engine = engine;
      await waitUntil(
        () => element.activeEngine === engine && element.readyState > 2 && element.currentTime > currentTime + 0.3,
      );
      expect(element.currentTime, engine).toBeGreaterThanOrEqual(currentTime);
      expect(element.currentTime, engine).toBeLessThanOrEqual(currentTime + 12);
      expect([element.paused, element.playbackRate, element.muted], engine).toStrictEqual([false, 1.5, muted]);
      expect(Math.abs(element.volume - 0.4), engine).toBeLessThanOrEqual(0.001);
      expect(players(element), engine).toBe(1);
    }
  });
});
