import { testServer } from '@secure-stream/test-server/client';
import { expect } from '@secure-stream/test-server/expect';
import type { EngineFactory } from '../../../src/engines/engine.ts';
import { testExcept, type SkipReasons } from '../test-except.ts';
import { EngineHarness } from './engine-harness.ts';
import { waitUntil } from '@secure-stream/test-server/wait';

/** What may go wrong with a token, or with the player that is made for it. */
export function defineFailureScenarios(name: string, create: EngineFactory, except: SkipReasons = {}): void {
  const harness = new EngineHarness(create);

  suite(`${name}: trouble`, () => {
    teardown(() => harness.close());

    testExcept(except, 'retries when the first attempt fails, without an effect on the active player', async () => {
      await harness.open({ tokenLifetime: 60 });
      await harness.play();
      await testServer.failNext({ target: 'multivariant', status: 500, count: 1 });
      harness.media.pause();
      await harness.fixture.renew();
      expect([harness.fixture.reloads(), harness.fixture.errors.length, harness.countEvents('waiting')]).toStrictEqual([
        0, 0, 0,
      ]);
    });

    testExcept(except, 'completes while the token endpoint is down', async () => {
      await harness.open();
      await harness.play();
      const done = harness.fixture.renew();
      await waitUntil(() => harness.status === 'preparing');
      await testServer.setBehavior('error500');
      await done;
      expect([harness.fixture.reloads(), harness.fixture.errors.length]).toStrictEqual([0, 0]);
    });

    testExcept(except, 'in mid-play: one renewal, and the film goes on where it was', async () => {
      await harness.open({ tokenLifetime: 3600 });
      await harness.play();
      await testServer.revokeKey();
      harness.media.currentTime = 50;
      await waitUntil(() => harness.fixture.reloads() === 1);
      expect(harness.fixture.tokens.rejected).toStrictEqual([401]);
      await waitUntil(() => harness.media.currentTime > 50.2);
      expect([harness.media.paused, harness.fixture.errors.length, harness.countEvents('pause')]).toStrictEqual([
        false,
        0,
        0,
      ]);
    });

    testExcept(except, 'for the spare player only: another is asked for, and the old player plays on', async () => {
      await harness.open({ tokenLifetime: 60 });
      await harness.play();
      harness.media.pause();
      await testServer.rejectNext({ target: 'multivariant', reason: 'key-revoked', count: 2 });
      await testServer.rejectNext({ target: 'frame', reason: 'key-revoked', count: 1 });
      await harness.fixture.renew();
      expect([harness.fixture.reloads(), harness.fixture.errors.length]).toStrictEqual([0, 0]);
    });

    testExcept(except, 'because the video is not there is told as that', async () => {
      await harness.open({ tokenLifetime: 60, failure: { target: 'multivariant', status: 404, count: 5 } });
      await waitUntil(() => harness.fixture.errors.length === 1);
      expect(harness.fixture.errors[0]!.reason).toBe('not-found');
    });
  });
}
