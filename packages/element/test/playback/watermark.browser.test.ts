import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, nextFrames, playFor, waitUntil } from '@secure-stream/test-server/wait';
import type { SecureStreamElement } from '@secure-stream/element';
import type { FixtureOptions } from '@secure-stream/test-server';
import { testServer } from '@secure-stream/test-server/client';
import { gesture } from '../support/gesture.ts';
import { NATIVE_HLS_ONLY, testExcept } from '../support/test-except.ts';
import { HANDOVER_S, mount, renewToken, requestToken, startPlaying } from '../support/mount.ts';
import { removeForLong } from '../support/release-removed.ts';
import { createElementWithClock, ShiftedClock } from '../support/shifted-clock.ts';
import { captureWatermarks, findContainer, findLayer, labelOf, listLayers } from '../support/watermark.ts';

const TEXT = 'ada@example.com';

async function play(properties: Partial<SecureStreamElement> = {}, options: FixtureOptions = {}, clock?: ShiftedClock) {
  const fixture = await testServer.open({ watermark: { text: TEXT }, ...options });
  const element = mount(
    fixture,
    { sdkSrc: `${fixture.origin}/embed/sdk.latest.js`, ...properties },
    clock && createElementWithClock(clock),
  );
  await startPlaying(element);
  return element;
}

function recordTampering(element: SecureStreamElement): readonly number[] {
  const counts: number[] = [];
  element.addEventListener('watermarktamper', ({ count }) => counts.push(count));
  return counts;
}

interface PictureInPicture {
  requestWindow(): Promise<Window>;
}

const sizeOf = (node: HTMLElement) => {
  const { width, height } = node.getBoundingClientRect();
  return `${width} x ${height}`;
};

/** What plays: a hand-over replaces it. */
const shownPlayer = (element: SecureStreamElement) =>
  findContainer(element).querySelector<HTMLElement>(':is(video, iframe):not([inert])')!;

suite('the watermark', () => {
  let stopCapturing: () => void;
  suiteSetup(() => (stopCapturing = captureWatermarks()));
  suiteTeardown(() => stopCapturing());
  teardown(() => document.body.replaceChildren());

  const ENGINES = { hls: {}, native: NATIVE_HLS_ONLY, iframe: {} } as const;
  for (const [engine, except] of Object.entries(ENGINES))
    testExcept(except, `is drawn over the picture, also after a renewal (${engine})`, async () => {
      const element = await play({ engine: engine as 'hls' });
      const counts = recordTampering(element);
      const layer = await findLayer(element);
      const before = shownPlayer(element);
      await renewToken(element);
      // While it is paused, a player with a fresh token is handed over.
      element.pause();
      if (engine !== 'hls')
        await waitUntil(() => shownPlayer(element) !== before && !before.isConnected, 'a hand-over', HANDOVER_S);
      await element.play();
      await playFor(element, 0.2);
      expect(listLayers(element)).toStrictEqual([layer]);
      expect(findContainer(element).lastElementChild).toBe(layer);
      const [box, picture, label] = [layer, element, labelOf(layer)].map((node) => node.getBoundingClientRect());
      expect([box!.left, box!.top, box!.width, box!.height]).toStrictEqual([
        picture!.left,
        picture!.top,
        picture!.width,
        picture!.height,
      ]);
      expect([label!.left >= picture!.left - 1, label!.right <= picture!.right + 1]).toStrictEqual([true, true]);
      expect([label!.top >= picture!.top - 1, label!.bottom <= picture!.bottom + 1]).toStrictEqual([true, true]);
      expect([labelOf(layer).textContent, layer.shadowRoot, layer.ariaHidden]).toStrictEqual([TEXT, null, 'true']);
      expect(element.shadowRoot!.elementFromPoint(box!.left + 5, box!.top + 5)).toBe(shownPlayer(element));
      expect(counts).toStrictEqual([]);
    });

  test('is put back when it is removed, hidden, emptied, covered or outranked, and each is reported', async () => {
    const element = await play();
    const counts = recordTampering(element);
    const attacks: ((layer: HTMLElement) => void)[] = [
      (layer) => layer.remove(),
      (layer) => layer.style.setProperty('opacity', '0', 'important'),
      (layer) => (labelOf(layer).textContent = ''),
      (layer) => layer.after(document.createElement('div')),
      (layer) => document.body.append(layer),
      (layer) => {
        const video = layer.parentElement!.querySelector('video')!;
        video.popover = 'manual';
        video.showPopover();
      },
    ];
    for (const [index, attack] of attacks.entries()) {
      const layer = await findLayer(element);
      attack(layer);
      const next = await findLayer(element, layer);
      await waitUntil(() => counts.length === index + 1);
      expect([getComputedStyle(next).opacity, labelOf(next).textContent]).toStrictEqual(['1', TEXT]);
      expect(findContainer(element).lastElementChild).toBe(next);
      expect(findContainer(element).querySelector('[popover]')).toBe(null);
    }
    expect(counts).toStrictEqual([1, 2, 3, 4, 5, 6]);
    expect(element.error).toBe(null);
  });

  test('is not changed by style sheets and animations of the page', async () => {
    const element = await play();
    const counts = recordTampering(element);
    const layer = await findLayer(element);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('div { opacity: 0 !important; transform: scale(0) !important; visibility: hidden !important }');
    const root = element.shadowRoot!;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    layer.animate({ opacity: [0, 0], visibility: ['hidden', 'hidden'] }, { duration: 1e6, fill: 'forwards' });
    await nextFrames(2);
    const { opacity, display, transform, visibility, pointerEvents } = getComputedStyle(layer);
    expect([opacity, display, transform, visibility]).toStrictEqual(['1', 'block', 'none', 'visible']);
    expect(pointerEvents).toBe('none');
    expect(counts).toStrictEqual([]);
  });

  test('has the text of the latest token: another one, none, and one again', async () => {
    const element = await play();
    const counts = recordTampering(element);
    const layer = await findLayer(element);
    await testServer.setWatermark({ text: 'another text' });
    await element.refreshToken();
    expect([listLayers(element), labelOf(layer).textContent]).toStrictEqual([[layer], 'another text']);
    await testServer.setWatermark(null);
    await element.refreshToken();
    expect(listLayers(element)).toStrictEqual([]);
    await testServer.setWatermark({ text: TEXT });
    await element.refreshToken();
    expect(labelOf(await findLayer(element, layer)).textContent).toBe(TEXT);
    expect([counts, element.error]).toStrictEqual([[], null]);
  });

  test('moves to another place', async () => {
    const clock = new ShiftedClock();
    const element = await play({}, {}, clock);
    const counts = recordTampering(element);
    const label = labelOf(await findLayer(element));
    for (let moves = 0; moves < 3; moves += 1) {
      const before = [label.style.left, label.style.top].join();
      clock.sleep(10_000);
      await waitUntil(() => [label.style.left, label.style.top].join() !== before, 'another place');
    }
    expect(counts).toStrictEqual([]);
  });

  for (const engine of ['hls', 'iframe'] as const)
    test(`is above the full screen of the player, and of its <video> or frame (${engine})`, async () => {
      const element = await play({ engine });
      const counts = recordTampering(element);
      const layer = await findLayer(element);
      for (const target of [element, shownPlayer(element)]) {
        await gesture(() => target.requestFullscreen());
        const isInside = target !== element;
        await waitUntil(() => document.fullscreenElement === element, 'full screen');
        await waitUntil(() => layer.matches(':popover-open') === isInside, `the top layer for ${target.localName}`);
        await waitUntil(() => sizeOf(layer) === sizeOf(shownPlayer(element)), 'a watermark as large as the picture');
        expect(getComputedStyle(layer).display).toBe('block');
        await document.exitFullscreen();
        await waitUntil(() => document.fullscreenElement === null && !layer.matches(':popover-open'));
      }
      expect([counts, listLayers(element)]).toStrictEqual([[], [layer]]);
    });

  if ('documentPictureInPicture' in window)
    test('moves with the player to a window of Document Picture-in-Picture, and back', async () => {
      const element = await play({ requireWatermark: true });
      const counts = recordTampering(element);
      await findLayer(element);
      const { documentPictureInPicture } = window as unknown as { documentPictureInPicture: PictureInPicture };
      const opened = await gesture(() => documentPictureInPicture.requestWindow());
      opened.addEventListener('pagehide', () => document.body.append(element));
      opened.document.body.append(element);
      await playFor(element, 1);
      const there = await findLayer(element);
      expect([there.ownerDocument === opened.document, labelOf(there).textContent]).toStrictEqual([true, TEXT]);
      expect(sizeOf(there)).toBe(sizeOf(element));
      opened.close();
      await waitUntil(() => element.ownerDocument === document);
      await playFor(element, 1);
      const here = await findLayer(element);
      expect([here.ownerDocument === document, sizeOf(here) === sizeOf(element), counts.length]).toStrictEqual([
        true,
        true,
        0,
      ]);
    });

  test('ends playback after repeated tampering if the page requires it, and after a retry at the next time', async () => {
    const element = await play({ requireWatermark: true });
    const counts = recordTampering(element);
    let layer: HTMLElement | undefined;
    for (const expected of [1, 2, 3]) {
      layer = await findLayer(element, layer);
      layer.remove();
      await waitUntil(() => counts.length === expected);
    }
    await waitUntil(() => element.error !== null);
    expect(element.error).toMatchObject({ reason: 'revoked', detail: 'The watermark was removed repeatedly.' });
    expect([listLayers(element), element.activeEngine, element.paused]).toStrictEqual([[], null, true]);
    element.retry();
    (await findLayer(element)).remove();
    await waitUntil(() => element.error !== null);
    expect([counts, element.error?.reason]).toStrictEqual([[1, 2, 3, 4], 'revoked']);
  });

  test('forbids picture-in-picture and remote playback if the page requires it', async () => {
    const element = await play({ requireWatermark: true });
    await findLayer(element);
    const video = shownPlayer(element) as HTMLVideoElement;
    const names = (['disablePictureInPicture', 'disableRemotePlayback', 'playsInline'] as const).filter(
      (name) => name in HTMLVideoElement.prototype,
    );
    const read = () => names.map((name) => video[name]);
    await waitUntil(() => read().every(Boolean), 'the restrictions');
    for (const name of names) video[name] = false;
    element.loop = true;
    await waitUntil(() => read().every(Boolean), 'the restrictions again');
    await removeForLong(element);
    const framed = await play({ engine: 'iframe', requireWatermark: true });
    const frame = shownPlayer(framed) as HTMLIFrameElement;
    expect([frame.allow.includes('picture-in-picture'), frame.allowFullscreen]).toStrictEqual([false, false]);
  });

  test('is needed for playback if the page requires it: a token without one is refused', async () => {
    const fixture = await testServer.open();
    for (const source of [{}, { token: await requestToken(fixture), tokenEndpoint: undefined }]) {
      const element = mount(fixture, { requireWatermark: true, autoplay: true, ...source });
      await nextEvent(element, 'error');
      expect(element.error).toMatchObject({ reason: 'config', detail: 'The token came without a watermark.' });
      expect([element.currentTime, element.activeEngine]).toStrictEqual([0, null]);
      element.remove();
    }
  });

  test('is needed for playback if the page requires it: a renewal without one ends playback', async () => {
    const element = await play({ requireWatermark: true });
    await findLayer(element);
    await testServer.setWatermark(null);
    await element.refreshToken();
    await waitUntil(() => element.error !== null);
    expect([element.error?.reason, element.activeEngine]).toStrictEqual(['config', null]);
  });
});
