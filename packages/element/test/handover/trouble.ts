import { stage } from '../../../../e2e/stage/client.ts';
import { expect } from 'chai';
import type { EngineFactory } from '../../src/engine/engine.ts';
import { testExcept, type Reasons } from '../element/except.ts';
import { Rig } from './rig.ts';
import { until } from './scene.ts';

/** What may go wrong with a token, or with the player that is made for it. */
export function troubleSituations(name: string, create: EngineFactory, except: Reasons = {}): void {
  const rig = new Rig(create);

  suite(`${name}: trouble`, () => {
    teardown(() => rig.close());

    testExcept(except, 'whose first try fails is tried again, and the old player knows nothing of it', async () => {
      await rig.open({ life: 60 });
      await rig.play();
      await stage.fail({ target: 'multivariant', status: 500, count: 1 });
      rig.media.pause();
      await rig.scene.renew();
      expect([rig.scene.reloads(), rig.scene.errors.length, rig.seen('waiting')]).to.deep.equal([0, 0, 0]);
    });

    testExcept(except, 'goes through while the token endpoint is down', async () => {
      await rig.open();
      await rig.play();
      const done = rig.scene.renew();
      await until(() => rig.status === 'preparing');
      await stage.mood('error500');
      await done;
      expect([rig.scene.reloads(), rig.scene.errors.length]).to.deep.equal([0, 0]);
    });

    testExcept(except, 'in mid-play: one renewal, and the film goes on where it was', async () => {
      await rig.open({ life: 3600 });
      await rig.play();
      await stage.revoke();
      rig.media.currentTime = 50;
      await until(() => rig.scene.reloads() === 1, 30_000);
      expect(rig.scene.tokens.rejected).to.deep.equal([401]);
      await until(() => rig.media.currentTime > 50.2);
      expect([rig.media.paused, rig.scene.errors.length, rig.seen('pause')]).to.deep.equal([false, 0, 0]);
    });

    testExcept(except, 'for the spare player only: another is asked for, and the old player plays on', async () => {
      await rig.open({ life: 60 });
      await rig.play();
      rig.media.pause();
      await stage.deny({ target: 'multivariant', reason: 'key-revoked', count: 2 });
      await stage.deny({ target: 'frame', reason: 'key-revoked', count: 1 });
      await rig.scene.renew();
      expect([rig.scene.reloads(), rig.scene.errors.length]).to.deep.equal([0, 0]);
    });

    testExcept(except, 'because the video is not there is told as that', async () => {
      await rig.open({ life: 60, failing: { target: 'multivariant', status: 404, count: 5 } });
      await until(() => rig.scene.errors.length === 1);
      expect(rig.scene.errors[0]!.reason).to.equal('not-found');
    });
  });
}
