import { expect } from '@secure-stream/test-server/expect';
import type { EngineFactory } from '../../../src/engines/engine.ts';
import { gesture } from '../gesture.ts';
import { testExcept, type SkipReasons } from '../test-except.ts';
import { EngineHarness } from './engine-harness.ts';
import { hide } from './page-scenarios.ts';
import { playFor, waitUntil } from '@secure-stream/test-server/wait';

/** More hand-overs in the states that a page may be in, which differ little from engine to engine. */
export function definePageVariants(name: string, create: EngineFactory, except: SkipReasons = {}): void {
  const harness = new EngineHarness(create);

  suite(`${name}: a hand-over on a page, more`, () => {
    teardown(() => harness.close());

    testExcept(except, 'keeps full screen of an ancestor of the player', async () => {
      await harness.open();
      await harness.play();
      await gesture(() => harness.fixture.host.requestFullscreen());
      await harness.fixture.renew();
      expect(document.fullscreenElement).toBe(harness.fixture.host);
      expect([harness.fixture.reloads(), harness.countEvents('waiting')]).toStrictEqual([0, 0]);
      await document.exitFullscreen();
    });

    testExcept(except, 'waits until the player itself has left full screen', async () => {
      // The token is shorter than the lead of a hand-over, so it would begin at once without a blocker.
      await harness.open({ tokenLifetime: 25 });
      await harness.play();
      const before = harness.media;
      await gesture(() => harness.fixture.player().requestFullscreen());
      const done = harness.fixture.renew();
      await waitUntil(() => harness.status === 'waiting');
      await playFor(before, 1);
      expect(harness.media).toBe(before);
      expect(harness.status).toBe('waiting');
      await document.exitFullscreen();
      await done;
      expect([harness.fixture.reloads(), harness.countEvents('waiting')]).toStrictEqual([0, 0]);
    });

    testExcept(except, 'waits until a hidden tab is visible', async () => {
      await harness.open({ tokenLifetime: 25 });
      await harness.play();
      const before = harness.media;
      const show = hide();
      const done = harness.fixture.renew();
      await waitUntil(() => harness.status === 'waiting');
      await playFor(before, 1);
      expect([harness.media === before, harness.status]).toStrictEqual([true, 'waiting']);
      show();
      await done;
      expect(harness.fixture.reloads()).toBe(0);
    });

    for (const moment of ['preparing', 'aligning', 'ready'] as const)
      testExcept(except, `leaves nothing behind when the player is removed while it is ${moment}`, async () => {
        await harness.open();
        await harness.play();
        const { done } = await harness.renewUntil(moment);
        done.catch(() => undefined);
      });
  });
}
