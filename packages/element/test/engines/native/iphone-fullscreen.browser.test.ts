import { expect } from '@secure-stream/test-server/expect';
import { createNativeEngine } from '../../../src/engines/native/engine.ts';
import { testExcept, NATIVE_HLS_ONLY } from '../../support/test-except.ts';
import { EngineHarness } from '../../support/handover/engine-harness.ts';
import { playFor, waitUntil } from '@secure-stream/test-server/wait';

const rig = new EngineHarness(createNativeEngine);

/** What an iPhone's `<video>` says of itself: `fullscreenElement` is unknown there. */
function present(media: HTMLVideoElement, properties: Record<string, unknown>, event: string): void {
  for (const [name, value] of Object.entries(properties))
    Object.defineProperty(media, name, { configurable: true, value });
  media.dispatchEvent(new Event(event));
}

suite('native: a hand-over on an iPhone', () => {
  teardown(() => rig.close());

  for (const [mode, entered, left] of [
    ['fullscreen', 'webkitbeginfullscreen', 'webkitendfullscreen'],
    ['picture-in-picture', 'webkitpresentationmodechanged', 'webkitpresentationmodechanged'],
  ] as const)
    testExcept(NATIVE_HLS_ONLY, `waits until the viewer leaves ${mode}`, async () => {
      // Shorter than the lead of a hand-over: without a blocker it begins at once.
      await rig.open();
      await rig.play();
      const before = rig.media;
      const presented = {
        webkitPresentationMode: mode,
        webkitDisplayingFullscreen: mode === 'fullscreen',
      };
      present(before, presented, entered);
      const done = rig.fixture.renew();
      await waitUntil(() => rig.status === 'waiting');
      await playFor(before, 1);
      expect([rig.media === before, rig.status, rig.fixture.mediaContainer.children.length]).toStrictEqual([
        true,
        'waiting',
        1,
      ]);
      present(before, { webkitPresentationMode: 'inline', webkitDisplayingFullscreen: false }, left);
      await done;
      expect([rig.media === before, rig.fixture.reloads()]).toStrictEqual([false, 0]);
    });

  testExcept(NATIVE_HLS_ONLY, 'never lets the standby player go full screen by itself', async () => {
    await rig.open({ settings: { playsinline: false } });
    await rig.play();
    const standby: boolean[] = [];
    const done = rig.fixture.renew();
    await waitUntil(() => {
      const inert = rig.fixture.mediaContainer.querySelector<HTMLVideoElement>('video[inert]');
      if (inert) standby.push(inert.playsInline);
      return rig.status === 'idle' && standby.length > 0;
    });
    await done;
    expect(new Set(standby)).toStrictEqual(new Set([true]));
    rig.media.pause();
    await waitUntil(() => !rig.media.playsInline);
  });

  testExcept(NATIVE_HLS_ONLY, 'tells the page of full screen and of AirPlay, from whichever player', async () => {
    const heard = ['webkitbeginfullscreen', 'webkitplaybacktargetavailabilitychanged'];
    await rig.open();
    await rig.play();
    await rig.fixture.renew();
    for (const name of heard) rig.media.dispatchEvent(new Event(name));
    expect(heard.map((name) => rig.countEvents(name))).toStrictEqual([1, 1]);
  });
});
