import { expect } from '@secure-stream/test-server/expect';
import type { EngineFactory } from '../../../src/engines/engine.ts';
import { testExcept, type SkipReasons } from '../test-except.ts';
import { EngineHarness } from './engine-harness.ts';
import { playFor, waitUntil, waitUntilStable } from '@secure-stream/test-server/wait';

/** In whole runs, after other files; not in a browser process of its own. The request log shows that all data have arrived. */
export const WEBKIT_STALLS: SkipReasons = {
  webkit: 'its pipeline (GStreamer) may stall for good when one player seeks while another one loads',
};

/** Hand-overs during the actions of a viewer. After each test, one player is left, and no listener or timer. */
export function defineViewerScenarios(name: string, create: EngineFactory, except: SkipReasons = {}): void {
  const harness = new EngineHarness(create);

  suite(`${name}: a hand-over`, () => {
    teardown(() => harness.close());

    testExcept(except, 'continues in another player during playback, without an event', async () => {
      await harness.open();
      await harness.play();
      await harness.fixture.renew();
      expect(harness.fixture.reloads()).toBe(0);
      await playFor(harness.media, 0.3);
      for (const event of ['waiting', 'seeking', 'emptied', 'pause', 'play', 'volumechange', 'ratechange', 'loadstart'])
        expect(harness.countEvents(event), event).toBe(0);
      expect(harness.media.paused).toBe(false);
    });

    testExcept(except, 'keeps the frame while paused, and plays on from there', async () => {
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

    testExcept(except, 'arrives at the target of a seek in progress', async () => {
      await harness.open();
      await harness.play();
      const soughtAt = performance.now();
      harness.media.currentTime = 40;
      await harness.fixture.renew();
      await waitUntil(() => !harness.media.seeking);
      expect(harness.media.currentTime).toBeGreaterThanOrEqual(40);
      expect(harness.media.currentTime).toBeLessThanOrEqual(41 + secondsSince(soughtAt));
      await waitUntil(() => harness.countEvents('seeked') >= 1);
      expect([
        harness.countEvents('seeking'),
        harness.countEvents('seeked'),
        harness.countEvents('pause'),
        harness.fixture.reloads(),
      ]).toStrictEqual([1, 1, 0, 0]);
    });

    testExcept(
      { ...WEBKIT_STALLS, ...except },
      'follows a seek, a change of rate and a pause that come meanwhile',
      async () => {
        await harness.open();
        await harness.play();
        const { done } = await harness.renewUntil('aligning');
        const soughtAt = performance.now();
        harness.media.currentTime = 60;
        await waitUntil(() => harness.status === 'preparing');
        harness.media.playbackRate = 2;
        await done;
        expect(harness.media.currentTime).toBeGreaterThanOrEqual(60);
        expect(harness.media.currentTime).toBeLessThanOrEqual(61 + 2 * secondsSince(soughtAt));
        expect(harness.media.playbackRate).toBe(2);
        expect([
          harness.countEvents('seeking'),
          harness.countEvents('seeked'),
          harness.countEvents('ratechange'),
        ]).toStrictEqual([1, 1, 1]);

        harness.media.playbackRate = 1;
        const again = await harness.renewUntil('aligning');
        harness.media.pause();
        await again.done;
        expect(harness.media.paused).toBe(true);
        expect([harness.countEvents('pause'), harness.fixture.reloads()]).toStrictEqual([1, 0]);
      },
    );

    testVolume(harness, false, except);
  });
}

/** A test of every run with one state of mute, and a variant with the other. */
export function testVolume(harness: EngineHarness, muted: boolean, except: SkipReasons): void {
  testExcept(except, `keeps volume and mute when ${muted ? 'muted' : 'not muted'}`, async () => {
    await harness.open({ settings: { defaultMuted: muted } });
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
}

const secondsSince = (time: number): number => (performance.now() - time) / 1000;
