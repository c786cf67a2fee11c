import { expect } from '@secure-stream/test-server/expect';
import { testServer } from '@secure-stream/test-server/client';
import { createNativeEngine } from '../../../src/engines/native/engine.ts';
import { testExcept, NATIVE_HLS_ONLY } from '../../support/test-except.ts';
import { EngineHarness } from '../../support/handover/engine-harness.ts';
import { waitUntil } from '@secure-stream/test-server/wait';

const rig = new EngineHarness(createNativeEngine);

/** Milliseconds that an attempt at a standby player is given: nothing below may have to wait for it to run out. */
const ATTEMPT_TIMEOUT_S = 15;

async function endWithExpiredToken(): Promise<void> {
  await rig.open({ tokenLifetime: 6 });
  await rig.play();
  rig.media.currentTime = 95.4;
  await waitUntil(() => rig.media.ended);
  await waitUntil(() => rig.fixture.tokens.remainingLifetime() === 0);
  rig.fixture.events.length = 0;
  await testServer.clearRequests();
}

suite('native: a video that has ended', () => {
  teardown(() => rig.close());

  testExcept(NATIVE_HLS_ONLY, 'is replayed with the fresh token when its own has expired', async () => {
    await endWithExpiredToken();
    await rig.fixture.tokens.renew();
    const before = rig.media;
    // The element asks the player again that takes over.
    before.play().catch(() => undefined);
    await waitUntil(() => rig.media !== before || rig.fixture.reloads() > 0, 'another player', ATTEMPT_TIMEOUT_S);
    await waitUntil(() => rig.media.currentTime > 0.2 && !rig.media.seeking, 'playback', ATTEMPT_TIMEOUT_S);
    expect([rig.media.currentTime < 10, rig.media.paused, rig.fixture.errors.length]).toStrictEqual([true, false, 0]);
    const order = rig.fixture.events.filter((name) => ['play', 'seeking', 'seeked', 'pause'].includes(name));
    expect(order).toStrictEqual(['seeking', 'play', 'seeked']);
    expect(rig.fixture.tokens.rejected).toStrictEqual([]);
    // The first attempt succeeds: one playlist for one player.
    const playlists = (await testServer.listRequests()).filter(
      ({ kind, status }) => kind === 'multivariant' && status < 400,
    );
    expect(playlists).toHaveLength(1);
  });

  testExcept(NATIVE_HLS_ONLY, 'is replayed when the fresh token comes after the replay began', async () => {
    await endWithExpiredToken();
    const before = rig.media;
    before.play().catch(() => undefined);
    await waitUntil(() => rig.countEvents('play') === 1);
    await rig.fixture.tokens.renew();
    await waitUntil(
      () => rig.media.currentTime > 0.2 && !rig.media.seeking && rig.status === 'idle',
      'the end of the hand-over',
      ATTEMPT_TIMEOUT_S,
    );
    expect([rig.media.currentTime < 10, rig.media.paused, rig.fixture.errors.length]).toStrictEqual([true, false, 0]);
    expect(rig.countEvents('pause')).toBe(0);
  });
});
