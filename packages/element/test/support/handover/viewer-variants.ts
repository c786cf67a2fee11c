import { expect } from '@secure-stream/test-server/expect';
import type { EngineFactory } from '../../../src/engines/engine.ts';
import { HANDOVER_S } from '../mount.ts';
import { testExcept, type SkipReasons } from '../test-except.ts';
import { EngineHarness } from './engine-harness.ts';
import { testVolume, WEBKIT_STALLS } from './viewer-scenarios.ts';
import { playFor, waitUntil } from '@secure-stream/test-server/wait';

/** More hand-overs during the actions of a viewer, which differ little from engine to engine. After each test, one player is left, and no listener or timer. */
export function defineViewerVariants(name: string, create: EngineFactory, except: SkipReasons = {}): void {
  const harness = new EngineHarness(create);

  suite(`${name}: a hand-over, more`, () => {
    teardown(() => harness.close());

    testExcept(except, 'creates a player for each of two tokens', async () => {
      await harness.open();
      await harness.play();
      await harness.fixture.renew();
      const second = harness.media;
      await harness.fixture.renew();
      expect(harness.media).not.toBe(second);
      expect(harness.countEvents('waiting') + harness.countEvents('pause') + harness.fixture.reloads()).toBe(0);
    });

    testExcept(
      { ...WEBKIT_STALLS, ...except },
      'waits at the end of the video, and replays in another player',
      async () => {
        await harness.open();
        await harness.play();
        harness.media.currentTime = 95.4;
        await waitUntil(() => harness.media.ended);
        const before = harness.media;
        await harness.fixture.tokens.renew();
        // The engine decides again for another token.
        await harness.fixture.tokens.renew();
        expect([harness.media === before, harness.media.ended, harness.status]).toStrictEqual([true, true, 'waiting']);
        await harness.media.play();
        await waitUntil(() => harness.media !== before && harness.status === 'idle', 'the hand-over', HANDOVER_S);
        await playFor(harness.media, 0.2);
        expect(harness.media.currentTime).toBeLessThan(15);
        expect([harness.media.paused, harness.fixture.reloads()]).toStrictEqual([false, 0]);
      },
    );

    testExcept(except, 'continues with `loop` close to the end', async () => {
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

    testExcept(except, 'keeps a playback rate of 2', async () => {
      await harness.open();
      await harness.play();
      harness.media.playbackRate = 2;
      await waitUntil(() => harness.countEvents('ratechange') === 1);
      await harness.fixture.renew();
      expect(harness.media.playbackRate).toBe(2);
      expect([harness.countEvents('ratechange'), harness.fixture.reloads()]).toStrictEqual([1, 0]);
    });

    testVolume(harness, true, except);
  });
}
