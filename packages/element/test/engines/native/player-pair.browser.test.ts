import { expect } from '@secure-stream/test-server/expect';
import { createNativeEngine } from '../../../src/engines/native/engine.ts';
import { testExcept, NATIVE_HLS_ONLY } from '../../support/test-except.ts';
import { EngineHarness } from '../../support/handover/engine-harness.ts';

const harness = new EngineHarness(createNativeEngine);

suite('native engine: the two players', () => {
  teardown(() => harness.close());

  testExcept(NATIVE_HLS_ONLY, 'are reused by each hand-over, and the hidden one has no source', async () => {
    await harness.open();
    await harness.play();
    const seen = new Set([harness.video]);
    for (let count = 0; count < 3; count += 1) {
      await harness.fixture.renew();
      seen.add(harness.video);
    }
    expect(seen.size).toBe(2);
    for (const media of seen) expect(media.hasAttribute('src')).toBe(media === harness.video);
  });

  testExcept(NATIVE_HLS_ONLY, 'keep the captions of addTextTrack(), with their mode', async () => {
    await harness.open();
    await harness.play();
    const track = harness.video.addTextTrack('captions', 'Deutsch', 'de');
    track.addCue(new VTTCue(0, 90, 'Guten Abend'));
    track.mode = 'showing';
    await harness.fixture.renew();
    await harness.fixture.renew();
    const showing = [...harness.video.textTracks].filter(({ mode }) => mode === 'showing');
    expect(showing.map(({ label, cues }) => [label, cues?.length])).toStrictEqual([['Deutsch', 1]]);
  });

  testExcept(
    NATIVE_HLS_ONLY,
    'leave the original video in the container, with the settings of the viewer',
    async () => {
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
    },
  );

  // Chromium plays a live stream natively and cannot seek in it, so the window and the seek are simulated.
  testExcept(NATIVE_HLS_ONLY, 'keep the distance from the live edge in a DVR window across a reload', async () => {
    await harness.open({ live: true, source: { dvr: true } });
    await harness.play();
    const media = harness.media as HTMLVideoElement;
    media.pause();
    let edge = 200;
    const seeks: number[] = [];
    Object.defineProperties(media, {
      webkitDisplayingFullscreen: { value: true },
      seekable: { get: () => ({ length: 1, start: () => 0, end: () => edge }) },
      currentTime: {
        get: () => 60,
        set: (time: number) => {
          seeks.push(time);
        },
      },
    });
    const onEmptied = () => (edge = 210);
    media.addEventListener('emptied', onEmptied);
    await harness.fixture.renew();
    media.removeEventListener('emptied', onEmptied);
    expect([harness.fixture.reloads(), harness.media === media, seeks]).toStrictEqual([1, true, [70]]);
  });
});
