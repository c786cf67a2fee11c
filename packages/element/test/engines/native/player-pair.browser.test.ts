import { expect } from '@secure-stream/test-server/expect';
import { createNativeEngine } from '../../../src/engines/native/engine.ts';
import { testExcept, NATIVE_HLS_ONLY } from '../../support/test-except.ts';
import { EngineHarness } from '../../support/handover/engine-harness.ts';

const harness = new EngineHarness(createNativeEngine);

suite('native: the pair of players', () => {
  teardown(() => harness.close());

  testExcept(NATIVE_HLS_ONLY, 'is two and no more, of which the one that is not seen has no source', async () => {
    await harness.open();
    await harness.play();
    const seen = new Set([harness.media]);
    for (let count = 0; count < 3; count += 1) {
      await harness.fixture.renew();
      seen.add(harness.media);
    }
    expect(seen.size).toBe(2);
    for (const media of seen) expect(media.hasAttribute('src')).toBe(media === harness.media);
  });

  testExcept(NATIVE_HLS_ONLY, 'passes the captions on that a page has written, shown as they were', async () => {
    await harness.open();
    await harness.play();
    const track = harness.media.addTextTrack('captions', 'Deutsch', 'de');
    track.addCue(new VTTCue(0, 90, 'Guten Abend'));
    track.mode = 'showing';
    await harness.fixture.renew();
    await harness.fixture.renew();
    const showing = [...harness.media.textTracks].filter(({ mode }) => mode === 'showing');
    expect(showing.map(({ label, cues }) => [label, cues?.length])).toStrictEqual([['Deutsch', 1]]);
  });

  testExcept(NATIVE_HLS_ONLY, 'gives the stage its own video back, as the viewer left it', async () => {
    await harness.open();
    const own = harness.media;
    await harness.play();
    harness.media.volume = 0.3;
    await harness.fixture.renew();
    expect(harness.media).not.toBe(own);
    harness.media.playbackRate = 1.25;
    harness.media.muted = true;
    harness.fixture.engine.destroy();
    expect(harness.fixture.player()).toBe(own);
    expect([own.muted, own.playbackRate, Math.round(own.volume * 10)]).toStrictEqual([true, 1.25, 3]);
  });
});
