import { testServer } from '@secure-stream/test-server/client';
import { expect } from '@secure-stream/test-server/expect';
import type { EngineFactory } from '../../../src/engines/engine.ts';
import { testExcept, type SkipReasons } from '../test-except.ts';
import { EngineHarness } from './engine-harness.ts';
import { waitUntil } from '@secure-stream/test-server/wait';

/** Failures of a token, or of the standby player, during a hand-over. */
export function defineFailureScenarios(name: string, create: EngineFactory, except: SkipReasons = {}): void {
  const harness = new EngineHarness(create);

  suite(`${name}: a failure during a hand-over`, () => {
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

    testExcept(except, 'recovers from a rejected token with one renewal, at the same position', async () => {
      // A frame would soon have buffered the whole video, and would not need the token again.
      await harness.open({ tokenLifetime: 3600, bandwidth: 100_000 });
      await harness.start();
      await testServer.revokeKey();
      harness.media.currentTime = 80;
      await waitUntil(() => harness.fixture.reloads() === 1);
      expect(harness.fixture.tokens.rejected).toStrictEqual([401]);
      await waitUntil(() => harness.media.currentTime > 80.2);
      expect([harness.media.paused, harness.fixture.errors.length, harness.countEvents('pause')]).toStrictEqual([
        false,
        0,
        0,
      ]);
    });

    testExcept(
      except,
      'requests another token when the standby player is rejected, and the active player plays on',
      async () => {
        await harness.open({ tokenLifetime: 60 });
        await harness.play();
        harness.media.pause();
        await testServer.rejectNext({ target: 'multivariant', reason: 'key-revoked', count: 2 });
        await testServer.rejectNext({ target: 'frame', reason: 'key-revoked', count: 1 });
        await harness.fixture.renew();
        expect([harness.fixture.reloads(), harness.fixture.errors.length]).toStrictEqual([0, 0]);
      },
    );

    testExcept(except, 'reports not-found for a video that does not exist', async () => {
      await harness.open({ tokenLifetime: 60, failure: { target: 'multivariant', status: 404, count: 5 } });
      await waitUntil(() => harness.fixture.errors.length === 1);
      expect(harness.fixture.errors[0]!.reason).toBe('not-found');
    });
  });
}
