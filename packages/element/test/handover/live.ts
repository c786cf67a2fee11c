import { expect } from 'chai';
import type { EngineFactory, MediaPort } from '../../src/engine/engine.ts';
import { testExcept, type Reasons } from '../element/except.ts';
import { Rig } from './rig.ts';
import { sleep, until } from './scene.ts';

/** A broadcast, of which two players have no time in common. */
export function liveSituations(name: string, create: EngineFactory, except: Reasons = {}): void {
  const rig = new Rig(create);

  suite(`${name}: a hand-over in a broadcast`, () => {
    teardown(() => rig.close());

    testExcept(except, 'keeps whoever is at the edge there, and the page sees no wait', async () => {
      await rig.open({ live: true, life: 25 });
      await rig.play(2);
      const before = behind(rig.media);
      await rig.scene.renew();
      await until(() => behind(rig.media) > 0);
      expect(behind(rig.media)).to.be.closeTo(before, 3);
      expect(rig.seen('waiting') + rig.scene.reloads()).to.equal(0);
      const { currentTime } = rig.media;
      await until(() => rig.media.currentTime > currentTime + 0.5);
      await sleep(100);
      expect(rig.media.paused).to.equal(false);
    });
  });
}

/** Seconds. */
function behind({ seekable, buffered, currentTime }: MediaPort): number {
  const { length } = seekable.length > 0 ? seekable : buffered;
  return length > 0 ? (seekable.length > 0 ? seekable : buffered).end(length - 1) - currentTime : 0;
}
