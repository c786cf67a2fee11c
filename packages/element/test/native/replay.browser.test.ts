import { expect } from 'chai';
import { stage } from '../../../../e2e/stage/client.ts';
import { createNativeEngine } from '../../src/engine/native.ts';
import { testExcept, WITHOUT_HLS } from '../element/except.ts';
import { Rig } from '../handover/rig.ts';
import { until } from '../handover/scene.ts';

const rig = new Rig(createNativeEngine);

/** Milliseconds that an attempt at a standby player is given: nothing below may have to wait for it to run out. */
const ATTEMPT_TIMEOUT_MS = 15_000;

async function endWithExpiredToken(): Promise<void> {
  await rig.open({ life: 6 });
  await rig.play();
  rig.media.currentTime = 95.4;
  await until(() => rig.media.ended);
  await until(() => rig.scene.tokens.timeLeft() === 0);
  rig.scene.events.length = 0;
  await stage.forget();
}

suite('native: a video that has ended', () => {
  teardown(() => rig.close());

  testExcept(WITHOUT_HLS, 'is replayed with the fresh token when its own has expired', async () => {
    await endWithExpiredToken();
    await rig.scene.tokens.renew();
    const before = rig.media;
    // The element asks the player again that takes over.
    before.play().catch(() => undefined);
    await until(() => rig.media !== before || rig.scene.reloads() > 0, ATTEMPT_TIMEOUT_MS);
    await until(() => rig.media.currentTime > 0.2 && !rig.media.seeking, ATTEMPT_TIMEOUT_MS);
    expect([rig.media.currentTime < 10, rig.media.paused, rig.scene.errors.length]).to.deep.equal([true, false, 0]);
    const order = rig.scene.events.filter((name) => ['play', 'seeking', 'seeked', 'pause'].includes(name));
    expect(order).to.deep.equal(['seeking', 'play', 'seeked']);
    expect(rig.scene.tokens.rejected).to.deep.equal([]);
    // The first attempt succeeds: one playlist for one player.
    const playlists = (await stage.requests()).filter(({ kind, status }) => kind === 'multivariant' && status < 400);
    expect(playlists).to.have.length(1);
  });

  testExcept(WITHOUT_HLS, 'is replayed when the fresh token comes after the replay began', async () => {
    await endWithExpiredToken();
    const before = rig.media;
    before.play().catch(() => undefined);
    await until(() => rig.seen('play') === 1);
    await rig.scene.tokens.renew();
    await until(() => rig.media.currentTime > 0.2 && !rig.media.seeking && rig.status === 'idle', ATTEMPT_TIMEOUT_MS);
    expect([rig.media.currentTime < 10, rig.media.paused, rig.scene.errors.length]).to.deep.equal([true, false, 0]);
    expect(rig.seen('pause')).to.equal(0);
  });
});
