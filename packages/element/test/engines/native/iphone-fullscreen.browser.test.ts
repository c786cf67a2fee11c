import { expect } from '@secure-stream/test-server/expect';
import { createNativeEngine } from '../../../src/engines/native/engine.ts';
import { testExcept, NATIVE_HLS_ONLY } from '../../support/test-except.ts';
import { EngineHarness } from '../../support/handover/engine-harness.ts';
import { playFor, waitUntil } from '@secure-stream/test-server/wait';

const harness = new EngineHarness(createNativeEngine);

/** Simulates the properties of an iPhone's `<video>`, where `fullscreenElement` does not exist. No device was tested. */
function present(media: HTMLVideoElement, properties: Record<string, unknown>, event: string): void {
  for (const [name, value] of Object.entries(properties))
    Object.defineProperty(media, name, { configurable: true, value });
  media.dispatchEvent(new Event(event));
}

suite('native engine: a hand-over on an iPhone (simulated)', () => {
  teardown(() => harness.close());

  for (const [mode, entered, left] of [
    ['fullscreen', 'webkitbeginfullscreen', 'webkitendfullscreen'],
    ['picture-in-picture', 'webkitpresentationmodechanged', 'webkitpresentationmodechanged'],
  ] as const)
    testExcept(NATIVE_HLS_ONLY, `waits until the viewer leaves ${mode}`, async () => {
      // The tokens are shorter than the lead of a hand-over, so it would begin at once without a blocker.
      await harness.open();
      await harness.play();
      const before = harness.video;
      const presented = {
        webkitPresentationMode: mode,
        webkitDisplayingFullscreen: mode === 'fullscreen',
      };
      present(before, presented, entered);
      const done = harness.fixture.renew();
      await waitUntil(() => harness.status === 'waiting');
      await playFor(before, 1);
      expect([harness.media === before, harness.status, harness.fixture.mediaContainer.children.length]).toStrictEqual([
        true,
        'waiting',
        1,
      ]);
      present(before, { webkitPresentationMode: 'inline', webkitDisplayingFullscreen: false }, left);
      await done;
      expect([harness.media === before, harness.fixture.reloads()]).toStrictEqual([false, 0]);
    });

  testExcept(NATIVE_HLS_ONLY, 'never lets the standby player go full screen by itself', async () => {
    await harness.open({ settings: { playsInline: false } });
    await harness.play();
    const standby: boolean[] = [];
    const done = harness.fixture.renew();
    await waitUntil(() => {
      const inert = harness.fixture.mediaContainer.querySelector<HTMLVideoElement>('video[inert]');
      if (inert) standby.push(inert.playsInline);
      return harness.status === 'idle' && standby.length > 0;
    });
    await done;
    expect(new Set(standby)).toStrictEqual(new Set([true]));
    harness.media.pause();
    await waitUntil(() => !harness.media.playsInline);
  });

  testExcept(NATIVE_HLS_ONLY, 'forwards full screen and AirPlay events of the current player', async () => {
    const names = ['webkitbeginfullscreen', 'webkitplaybacktargetavailabilitychanged'];
    await harness.open();
    await harness.play();
    await harness.fixture.renew();
    for (const name of names) harness.media.dispatchEvent(new Event(name));
    expect(names.map((name) => harness.countEvents(name))).toStrictEqual([1, 1]);
  });
});
