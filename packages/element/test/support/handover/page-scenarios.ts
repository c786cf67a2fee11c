import { expect } from '@secure-stream/test-server/expect';
import type { EngineFactory } from '../../../src/engines/engine.ts';
import { testExcept, type SkipReasons } from '../test-except.ts';
import { EngineHarness } from './engine-harness.ts';
import { playFor, waitUntil } from '@secure-stream/test-server/wait';

/** Hand-overs in the states that a page may be in. */
export function definePageScenarios(name: string, create: EngineFactory, except: SkipReasons = {}): void {
  const harness = new EngineHarness(create);

  suite(`${name}: a hand-over on a page`, () => {
    teardown(() => harness.close());

    testExcept(except, 'keeps the focus', async () => {
      await harness.open({ settings: { controls: true } });
      await harness.play();
      harness.fixture.player().focus();
      expect(harness.fixture.host.shadowRoot!.activeElement).toBe(harness.fixture.player());
      await harness.fixture.renew();
      expect(harness.fixture.host.shadowRoot!.activeElement).toBe(harness.fixture.player());
    });

    testExcept(
      except,
      'reloads in place before expiry in a hidden tab, restores the state, and reports it',
      async () => {
        await harness.open({ tokenLifetime: 6 });
        harness.media.volume = 0.4;
        await harness.play();
        harness.media.playbackRate = 1.5;
        const { currentTime } = harness.media;
        const before = harness.media;
        const show = hide();
        await harness.fixture.renew();
        show();
        expect([harness.media === before, harness.fixture.reloads()]).toStrictEqual([true, 1]);
        await waitUntil(() => harness.media.currentTime > currentTime);
        expect([harness.media.paused, harness.media.playbackRate, Math.round(harness.media.volume * 10)]).toStrictEqual(
          [false, 1.5, 4],
        );
        expect(harness.media.currentTime).toBeGreaterThanOrEqual(currentTime);
        expect(harness.media.currentTime).toBeLessThanOrEqual(currentTime + 15);
        await waitUntil(() => harness.status === 'idle');
      },
    );

    const moved = {
      firefox: 'its moveBefore reloads a frame in the shadow root of the moved element',
      webkit: 'it has no moveBefore',
      ...except,
    };
    testExcept(moved, 'completes when `moveBefore` moves the player meanwhile', async () => {
      await harness.open();
      await harness.play();
      const section = document.body.appendChild(document.createElement('section'));
      const { done } = await harness.renewUntil('aligning');
      (section as unknown as { moveBefore(node: Node, before: null): void }).moveBefore(harness.fixture.host, null);
      await done;
      await playFor(harness.media, 0.2);
      expect([harness.media.paused, harness.fixture.reloads()]).toStrictEqual([false, 0]);
      section.remove();
    });
  });
}

/** Simulates a hidden tab. Returns a function that shows it again. */
export function hide(): () => void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
  document.dispatchEvent(new Event('visibilitychange'));
  return () => {
    Reflect.deleteProperty(document, 'visibilityState');
    document.dispatchEvent(new Event('visibilitychange'));
  };
}
