import { expect } from 'chai';
import type { EngineFactory } from '../../src/engine/engine.ts';
import { testExcept, type Reasons } from '../element/except.ts';
import { Rig } from './rig.ts';
import { sleep, until } from './scene.ts';

/** What a viewer may be doing when a fresh token comes. After each test: one player, no listener, no timer. */
export function viewerSituations(name: string, create: EngineFactory, except: Reasons = {}): void {
  const rig = new Rig(create);

  suite(`${name}: a hand-over`, () => {
    teardown(() => rig.close());

    testExcept(except, 'while it plays: another player goes on, and the page saw nothing', async () => {
      await rig.open();
      await rig.play();
      await rig.scene.renew();
      expect(rig.scene.reloads()).to.equal(0);
      await sleep(300);
      for (const event of ['waiting', 'seeking', 'emptied', 'pause', 'play', 'volumechange', 'ratechange', 'loadstart'])
        expect(rig.seen(event), event).to.equal(0);
      expect(rig.media.paused).to.equal(false);
    });

    testExcept(except, 'twice: each token gets a player of its own', async () => {
      await rig.open();
      await rig.play();
      await rig.scene.renew();
      const second = rig.media;
      await rig.scene.renew();
      expect(rig.media).not.to.equal(second);
      expect(rig.seen('waiting') + rig.seen('pause') + rig.scene.reloads()).to.equal(0);
    });

    testExcept(except, 'while it is paused: at the very same picture, and it plays on from there', async () => {
      await rig.open();
      await rig.play();
      rig.media.pause();
      await until(() => rig.seen('pause') === 1);
      await sleep(200);
      const { currentTime } = rig.media;
      await rig.scene.renew();
      expect(rig.media.currentTime).to.be.closeTo(currentTime, 0.001);
      expect(rig.media.paused).to.equal(true);
      expect(rig.seen('play') + rig.seen('seeking')).to.equal(0);
      await rig.play(currentTime + 0.2);
    });

    testExcept(except, 'while it seeks: it arrives where the viewer wants to be', async () => {
      await rig.open();
      await rig.play();
      rig.media.currentTime = 40;
      await rig.scene.renew();
      await until(() => !rig.media.seeking);
      expect(rig.media.currentTime).to.be.within(40, 48);
      await until(() => rig.seen('seeked') === 1);
      expect([rig.seen('seeking'), rig.seen('pause'), rig.scene.reloads()]).to.deep.equal([1, 0, 0]);
    });

    testExcept(except, 'that is half done follows a seek, a change of speed and a pause of the viewer', async () => {
      await rig.open();
      await rig.play();
      const done = rig.scene.renew();
      await until(() => rig.status === 'aligning');
      rig.media.currentTime = 60;
      await until(() => rig.status === 'preparing');
      rig.media.playbackRate = 2;
      await done;
      expect(rig.media.currentTime).to.be.within(60, 75);
      expect(rig.media.playbackRate).to.equal(2);
      expect([rig.seen('seeking'), rig.seen('seeked'), rig.seen('ratechange')]).to.deep.equal([1, 1, 1]);

      rig.media.playbackRate = 1;
      const again = rig.scene.renew();
      await until(() => rig.status === 'aligning');
      rig.media.pause();
      await again;
      expect(rig.media.paused).to.equal(true);
      expect([rig.seen('pause'), rig.scene.reloads()]).to.deep.equal([1, 0]);
    });

    testExcept(except, 'at the end waits: whoever plays the film again gets it from another player', async () => {
      await rig.open();
      await rig.play();
      rig.media.currentTime = 95.4;
      await until(() => rig.media.ended);
      const before = rig.media;
      await rig.scene.tokens.renew();
      await sleep(500);
      expect([rig.media === before, rig.media.ended, rig.status]).to.deep.equal([true, true, 'waiting']);
      await rig.media.play();
      await until(() => rig.media !== before && rig.status === 'idle');
      expect(rig.media.currentTime).to.be.below(15);
      expect([rig.media.paused, rig.scene.reloads()]).to.deep.equal([false, 0]);
    });

    testExcept(except, 'with `loop`, close to the end: the film begins again as if nothing were', async () => {
      await rig.open({ settings: { loop: true } });
      await rig.play();
      rig.media.currentTime = 94.6;
      await until(() => !rig.media.seeking);
      await rig.scene.renew();
      expect(rig.media.loop).to.equal(true);
      await until(() => rig.media.currentTime < 20);
      expect([rig.seen('pause'), rig.seen('ended'), rig.scene.reloads()]).to.deep.equal([0, 0, 0]);
    });

    testExcept(except, 'at twice the speed stays at twice the speed', async () => {
      await rig.open();
      await rig.play();
      rig.media.playbackRate = 2;
      await until(() => rig.seen('ratechange') === 1);
      await rig.scene.renew();
      expect(rig.media.playbackRate).to.equal(2);
      expect([rig.seen('ratechange'), rig.scene.reloads()]).to.deep.equal([1, 0]);
    });

    for (const muted of [true, false])
      testExcept(except, `${muted ? 'muted' : 'not muted'}: as loud as before`, async () => {
        await rig.open({ settings: { muted } });
        rig.media.volume = 0.6;
        await rig.play();
        await sleep(100);
        rig.scene.events.length = 0;
        await rig.scene.renew();
        await sleep(100);
        expect(rig.media.muted).to.equal(muted);
        expect(rig.media.volume).to.be.closeTo(0.6, 0.001);
        expect(rig.seen('volumechange')).to.equal(0);
      });
  });
}
