import { expect } from '@secure-stream/test-server/expect';
import type { EngineFactory } from '../../../src/engines/engine.ts';
import { testExcept, type SkipReasons } from '../test-except.ts';
import { EngineHarness } from './engine-harness.ts';
import { playFor, waitUntil, waitUntilStable } from '@secure-stream/test-server/wait';

/** What a viewer may be doing when a fresh token comes. After each test: one player, no listener, no timer. */
export function defineViewerScenarios(name: string, create: EngineFactory, except: SkipReasons = {}): void {
  const harness = new EngineHarness(create);

  suite(`${name}: a hand-over`, () => {
    teardown(() => harness.close());

    testExcept(except, 'while it plays: another player goes on, and the page saw nothing', async () => {
      await harness.open();
      await harness.play();
      await harness.fixture.renew();
      expect(harness.fixture.reloads()).toBe(0);
      await playFor(harness.media, 0.3);
      for (const event of ['waiting', 'seeking', 'emptied', 'pause', 'play', 'volumechange', 'ratechange', 'loadstart'])
        expect(harness.countEvents(event), event).toBe(0);
      expect(harness.media.paused).toBe(false);
    });

    testExcept(except, 'twice: each token gets a player of its own', async () => {
      await harness.open();
      await harness.play();
      await harness.fixture.renew();
      const second = harness.media;
      await harness.fixture.renew();
      expect(harness.media).not.toBe(second);
      expect(harness.countEvents('waiting') + harness.countEvents('pause') + harness.fixture.reloads()).toBe(0);
    });

    testExcept(except, 'while it is paused: at the very same picture, and it plays on from there', async () => {
      await harness.open();
      await harness.play();
      harness.media.pause();
      await waitUntil(() => harness.countEvents('pause') === 1);
      const currentTime = await waitUntilStable(() => harness.media.currentTime, 12);
      await harness.fixture.renew();
      expect(Math.abs(harness.media.currentTime - currentTime)).toBeLessThanOrEqual(0.001);
      expect(harness.media.paused).toBe(true);
      expect(harness.countEvents('play') + harness.countEvents('seeking')).toBe(0);
      await harness.play(currentTime + 0.2);
    });

    testExcept(except, 'while it seeks: it arrives where the viewer wants to be', async () => {
      await harness.open();
      await harness.play();
      harness.media.currentTime = 40;
      await harness.fixture.renew();
      await waitUntil(() => !harness.media.seeking);
      expect(harness.media.currentTime).toBeGreaterThanOrEqual(40);
      expect(harness.media.currentTime).toBeLessThanOrEqual(48);
      await waitUntil(() => harness.countEvents('seeked') === 1);
      expect([harness.countEvents('seeking'), harness.countEvents('pause'), harness.fixture.reloads()]).toStrictEqual([
        1, 0, 0,
      ]);
    });

    testExcept(except, 'that is half done follows a seek, a change of speed and a pause of the viewer', async () => {
      await harness.open();
      await harness.play();
      const done = harness.fixture.renew();
      await waitUntil(() => harness.status === 'aligning');
      harness.media.currentTime = 60;
      await waitUntil(() => harness.status === 'preparing');
      harness.media.playbackRate = 2;
      await done;
      expect(harness.media.currentTime).toBeGreaterThanOrEqual(60);
      expect(harness.media.currentTime).toBeLessThanOrEqual(75);
      expect(harness.media.playbackRate).toBe(2);
      expect([
        harness.countEvents('seeking'),
        harness.countEvents('seeked'),
        harness.countEvents('ratechange'),
      ]).toStrictEqual([1, 1, 1]);

      harness.media.playbackRate = 1;
      const again = harness.fixture.renew();
      await waitUntil(() => harness.status === 'aligning');
      harness.media.pause();
      await again;
      expect(harness.media.paused).toBe(true);
      expect([harness.countEvents('pause'), harness.fixture.reloads()]).toStrictEqual([1, 0]);
    });

    testExcept(except, 'at the end waits: whoever plays the film again gets it from another player', async () => {
      await harness.open();
      await harness.play();
      harness.media.currentTime = 95.4;
      await waitUntil(() => harness.media.ended);
      const before = harness.media;
      await harness.fixture.tokens.renew();
      // Another token has the engine decide again.
      await harness.fixture.tokens.renew();
      expect([harness.media === before, harness.media.ended, harness.status]).toStrictEqual([true, true, 'waiting']);
      await harness.media.play();
      await waitUntil(() => harness.media !== before && harness.status === 'idle');
      expect(harness.media.currentTime).toBeLessThan(15);
      expect([harness.media.paused, harness.fixture.reloads()]).toStrictEqual([false, 0]);
    });

    testExcept(except, 'with `loop`, close to the end: the film begins again as if nothing were', async () => {
      await harness.open({ settings: { loop: true } });
      await harness.play();
      harness.media.currentTime = 94.6;
      await waitUntil(() => !harness.media.seeking);
      await harness.fixture.renew();
      expect(harness.media.loop).toBe(true);
      await waitUntil(() => harness.media.currentTime < 20);
      expect([harness.countEvents('pause'), harness.countEvents('ended'), harness.fixture.reloads()]).toStrictEqual([
        0, 0, 0,
      ]);
    });

    testExcept(except, 'at twice the speed stays at twice the speed', async () => {
      await harness.open();
      await harness.play();
      harness.media.playbackRate = 2;
      await waitUntil(() => harness.countEvents('ratechange') === 1);
      await harness.fixture.renew();
      expect(harness.media.playbackRate).toBe(2);
      expect([harness.countEvents('ratechange'), harness.fixture.reloads()]).toStrictEqual([1, 0]);
    });

    for (const muted of [true, false])
      testExcept(except, `${muted ? 'muted' : 'not muted'}: as loud as before`, async () => {
        await harness.open({ settings: { muted } });
        harness.media.volume = 0.6;
        await harness.play();
        await playFor(harness.media, 0.1);
        harness.fixture.events.length = 0;
        await harness.fixture.renew();
        await playFor(harness.media, 0.1);
        expect(harness.media.muted).toBe(muted);
        expect(Math.abs(harness.media.volume - 0.6)).toBeLessThanOrEqual(0.001);
        expect(harness.countEvents('volumechange')).toBe(0);
      });
  });
}
