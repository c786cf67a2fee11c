import { expect } from 'chai';
import { testServer } from '@secure-stream/test-server/client';
import type { EngineKind } from '../../src/engines/engine.ts';
import { browserName, testExcept, NATIVE_HLS_ONLY } from '../support/test-except.ts';
import { mount, nextEvent, sleep, waitUntil } from '../support/mount.ts';

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

suite('the tag', () => {
  let tag: Tag;
  teardown(() => tag.remove());

  for (const engine of ['native', 'iframe'] as const)
    testExcept(
      engine === 'native' ? NATIVE_HLS_ONLY : {},
      `on the ${engine} engine renews its token and hands over, and the page sees only that`,
      async () => {
        const played = await play(engine, 12);
        tag = played.tag;
        expect(tag.activeEngine).to.equal(engine);
        await nextEvent(tag, 'tokenrefresh');
        const begun = tag.currentTime;
        await sleep(5);
        await nextEvent(tag, 'tokenrefresh');
        await sleep(4);
        await waitUntil(() => players(tag) === 1);
        const { events } = played;
        expect(events.filter((name) => name !== 'tokenrefresh')).to.deep.equal([]);
        expect(tag.currentTime - begun).to.be.greaterThan(8);
        expect([players(tag), tag.paused, tag.error]).to.deep.equal([1, false, null]);
        const refused = (await testServer.listRequests()).filter(({ status }) => status === 401 || status === 403);
        expect(refused).to.deep.equal([]);
      },
    );

  test('changes its engine while it plays, and keeps the moment, the speed and the sound', async () => {
    tag = (await play('hls')).tag;
    tag.currentTime = 30;
    tag.playbackRate = 1.5;
    tag.volume = 0.4;
    await waitUntil(() => !tag.seeking && tag.currentTime > 30.2);
    const others = ['native', 'iframe', 'hls'] as const;
    for (const engine of others.filter((kind) => kind !== 'native' || !NATIVE_HLS_ONLY[browserName])) {
      // WebKit's <video> is no longer muted at this speed: see `stays muted at another speed`.
      const { currentTime, muted } = tag;
      tag.engine = engine;
      await waitUntil(() => tag.activeEngine === engine && tag.readyState > 2 && tag.currentTime > currentTime + 0.3);
      expect(tag.currentTime, engine).to.be.within(currentTime, currentTime + 12);
      expect([tag.paused, tag.playbackRate, tag.muted], engine).to.deep.equal([false, 1.5, muted]);
      expect(tag.volume, engine).to.be.closeTo(0.4, 0.001);
      expect(players(tag), engine).to.equal(1);
    }
  });
});
