import { expect } from 'chai';
import { createNativeEngine } from '../../src/engine/native.ts';
import { testExcept, WITHOUT_HLS } from '../element/except.ts';
import { Rig } from '../handover/rig.ts';

const rig = new Rig(createNativeEngine);

suite('native: the pair of players', () => {
  teardown(() => rig.close());

  testExcept(WITHOUT_HLS, 'is two and no more, of which the one that is not seen has no source', async () => {
    await rig.open();
    await rig.play();
    const seen = new Set([rig.media]);
    for (let count = 0; count < 3; count += 1) {
      await rig.scene.renew();
      seen.add(rig.media);
    }
    expect(seen.size).to.equal(2);
    for (const media of seen) expect(media.hasAttribute('src')).to.equal(media === rig.media);
  });

  testExcept(WITHOUT_HLS, 'passes the captions on that a page has written, shown as they were', async () => {
    await rig.open();
    await rig.play();
    const track = rig.media.addTextTrack('captions', 'Deutsch', 'de');
    track.addCue(new VTTCue(0, 90, 'Guten Abend'));
    track.mode = 'showing';
    await rig.scene.renew();
    await rig.scene.renew();
    const showing = [...rig.media.textTracks].filter(({ mode }) => mode === 'showing');
    expect(showing.map(({ label, cues }) => [label, cues?.length])).to.deep.equal([['Deutsch', 1]]);
  });

  testExcept(WITHOUT_HLS, 'gives the stage its own video back, as the viewer left it', async () => {
    await rig.open();
    const own = rig.media;
    await rig.play();
    rig.media.volume = 0.3;
    await rig.scene.renew();
    expect(rig.media).to.not.equal(own);
    rig.media.playbackRate = 1.25;
    rig.media.muted = true;
    rig.scene.engine.destroy();
    expect(rig.scene.player()).to.equal(own);
    expect([own.muted, own.playbackRate, Math.round(own.volume * 10)]).to.deep.equal([true, 1.25, 3]);
  });
});
