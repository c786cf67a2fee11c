import { expect } from '@secure-stream/test-server/expect';
import type { EngineFactory } from '../../../src/engines/engine.ts';
import type { MediaPort } from '../../../src/media/media-port.ts';
import { testExcept, type SkipReasons } from '../test-except.ts';
import { EngineHarness } from './engine-harness.ts';
import { playFor, waitUntil } from '@secure-stream/test-server/wait';

/** Hand-overs in a live stream, where the times of two players differ. */
export function defineLiveScenarios(name: string, create: EngineFactory, except: SkipReasons = {}): void {
  const harness = new EngineHarness(create);

  suite(`${name}: a hand-over in a live stream`, () => {
    teardown(() => harness.close());

    testExcept(except, 'stays at the live edge, without a waiting event', async () => {
      await harness.open({ live: true, tokenLifetime: 25 });
      await harness.play(2);
      const before = distanceFromEdge(harness.media);
      await harness.fixture.renew();
      await waitUntil(() => distanceFromEdge(harness.media) > 0);
      expect(Math.abs(distanceFromEdge(harness.media) - before)).toBeLessThanOrEqual(3);
      expect(harness.countEvents('waiting') + harness.fixture.reloads()).toBe(0);
      await playFor(harness.media, 0.6);
      expect(harness.media.paused).toBe(false);
    });
  });
}

/** Seconds. */
function distanceFromEdge({ seekable, buffered, currentTime }: MediaPort): number {
  const { length } = seekable.length > 0 ? seekable : buffered;
  return length > 0 ? (seekable.length > 0 ? seekable : buffered).end(length - 1) - currentTime : 0;
}
