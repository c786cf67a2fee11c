import { expect } from '@secure-stream/test-server/expect';
import { testServer } from '@secure-stream/test-server/client';
import { createNativeEngine } from '../../../src/engines/native/engine.ts';
import { testExcept, NATIVE_HLS_ONLY } from '../../support/test-except.ts';
import { EngineHarness } from '../../support/handover/engine-harness.ts';
import { waitUntil } from '@secure-stream/test-server/wait';

const harness = new EngineHarness(createNativeEngine);

/** Shorter than the timeout of an attempt, so that the first attempt has to succeed. */
const ATTEMPT_TIMEOUT_S = 15;

async function endWithExpiredToken(): Promise<void> {
  await harness.open({ tokenLifetime: 6 });
  await harness.play();
  harness.media.currentTime = 95.4;
  await waitUntil(() => harness.media.ended);
  await waitUntil(() => harness.fixture.tokens.remainingLifetime() === 0);
  harness.fixture.events.length = 0;
  await testServer.clearRequests();
}

suite('native engine: a video that has ended', () => {
  teardown(() => harness.close());

  testExcept(NATIVE_HLS_ONLY, 'is replayed with the fresh token after its own has expired', async () => {
    await endWithExpiredToken();
    await harness.fixture.tokens.renew();
    const before = harness.media;
    // The element calls play() again on the player that takes over.
    before.play().catch(() => undefined);
    await waitUntil(
      () => harness.media !== before || harness.fixture.reloads() > 0,
      'another player',
      ATTEMPT_TIMEOUT_S,
    );
    await waitUntil(() => harness.media.currentTime > 0.2 && !harness.media.seeking, 'playback', ATTEMPT_TIMEOUT_S);
    expect([harness.media.currentTime < 10, harness.media.paused, harness.fixture.errors.length]).toStrictEqual([
      true,
      false,
      0,
    ]);
    const order = harness.fixture.events.filter((name) => ['play', 'seeking', 'seeked', 'pause'].includes(name));
    expect(order).toStrictEqual(['seeking', 'play', 'seeked']);
    expect(harness.fixture.tokens.rejected).toStrictEqual([]);
    // The first attempt succeeds: one playlist for one player.
    const playlists = (await testServer.listRequests()).filter(
      ({ kind, status }) => kind === 'multivariant' && status < 400,
    );
    expect(playlists).toHaveLength(1);
  });

  testExcept(NATIVE_HLS_ONLY, 'is replayed when the fresh token comes after the replay began', async () => {
    await endWithExpiredToken();
    const before = harness.media;
    before.play().catch(() => undefined);
    await waitUntil(() => harness.countEvents('play') === 1);
    await harness.fixture.tokens.renew();
    await waitUntil(
      () => harness.media.currentTime > 0.2 && !harness.media.seeking && harness.status === 'idle',
      'the end of the hand-over',
      ATTEMPT_TIMEOUT_S,
    );
    expect([harness.media.currentTime < 10, harness.media.paused, harness.fixture.errors.length]).toStrictEqual([
      true,
      false,
      0,
    ]);
    expect(harness.countEvents('pause')).toBe(0);
  });
});
