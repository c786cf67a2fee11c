import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, playFor, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import type { EngineKind } from '../../src/engines/engine.ts';
import { browserName, testExcept, NATIVE_HLS_ONLY } from '../support/test-except.ts';
import { mount } from '../support/mount.ts';

type Tag = ReturnType<typeof mount>;

async function play(engine: EngineKind, life = 3600): Promise<{ tag: Tag; events: string[] }> {
  const scene = await testServer.open({ tokenLifetime: life, latency: 20, bandwidth: 1_000_000 });
  const tag = mount(scene, { engine });
  const events: string[] = [];
  for (const name of ['waiting', 'pause', 'emptied', 'seeking', 'playerreload', 'tokenrefresh', 'error'])
    tag.addEventListener(name, () => events.push(name));
  await tag.play();
  await waitUntil(() => tag.currentTime > 0.5);
  events.length = 0;
  return { tag, events };
}

const players = (tag: Tag) => tag.shadowRoot!.querySelectorAll('video, iframe').length;

suite('<secure-stream> across engines', () => {
  let tag: Tag;
  teardown(() => tag.remove());

  for (const engine of ['native', 'iframe'] as const)
    testExcept(
      engine === 'native' ? NATIVE_HLS_ONLY : {},
      `renews its token and hands over in the ${engine} engine, without another event`,
      async () => {
        const played = await play(engine, 12);
        tag = played.tag;
        expect(tag.activeEngine).toBe(engine);
        await nextEvent(tag, 'tokenrefresh');
        const begun = tag.currentTime;
        const { events } = played;
        await waitUntil(() => events.filter((name) => name === 'tokenrefresh').length === 2);
        await playFor(tag, 4);
        await waitUntil(() => players(tag) === 1);
        expect(events.filter((name) => name !== 'tokenrefresh')).toStrictEqual([]);
        expect(tag.currentTime - begun).toBeGreaterThan(8);
        expect([players(tag), tag.paused, tag.error]).toStrictEqual([1, false, null]);
        const refused = (await testServer.listRequests()).filter(({ status }) => status === 401 || status === 403);
        expect(refused).toStrictEqual([]);
      },
    );

  test('keeps position, rate and volume when the engine changes during playback', async () => {
    tag = (await play('hls')).tag;
    tag.currentTime = 30;
    tag.playbackRate = 1.5;
    tag.volume = 0.4;
    await waitUntil(() => !tag.seeking && tag.currentTime > 30.2);
    const others = ['native', 'iframe', 'hls'] as const;
    for (const engine of others.filter((kind) => kind !== 'native' || !NATIVE_HLS_ONLY[browserName])) {
      // WebKit's <video> is no longer muted at this speed: see `stays muted at another playback rate`.
      const { currentTime, muted } = tag;
      tag.engine = engine;
      await waitUntil(() => tag.activeEngine === engine && tag.readyState > 2 && tag.currentTime > currentTime + 0.3);
      expect(tag.currentTime, engine).toBeGreaterThanOrEqual(currentTime);
      expect(tag.currentTime, engine).toBeLessThanOrEqual(currentTime + 12);
      expect([tag.paused, tag.playbackRate, tag.muted], engine).toStrictEqual([false, 1.5, muted]);
      expect(Math.abs(tag.volume - 0.4), engine).toBeLessThanOrEqual(0.001);
      expect(players(tag), engine).toBe(1);
    }
  });
});
