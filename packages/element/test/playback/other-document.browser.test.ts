import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import type { SecureStreamElement } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import { testExcept, NATIVE_HLS_ONLY, type SkipReasons } from '../support/test-except.ts';
import { gesture } from '../support/gesture.ts';
import { mount, startPlaying } from '../support/mount.ts';

interface PictureInPicture {
  requestWindow(): Promise<Window>;
}

/** Documents to which an element may be moved. Each is removed after the test. */
const DOCUMENTS: Readonly<Record<string, () => Promise<Window>>> = {
  'a frame': async () => document.body.appendChild(document.createElement('iframe')).contentWindow!,
  ...('documentPictureInPicture' in window && {
    'a window of Document Picture-in-Picture': async () =>
      gesture(() =>
        (window as unknown as { documentPictureInPicture: PictureInPicture }).documentPictureInPicture.requestWindow(),
      ),
  }),
};

/** "Once an active DOM object has been stopped it can not be restarted" (`HTMLMediaElement::stop()`), and that happens when its window closes. */
const WEBKIT: SkipReasons = { webkit: 'its <video> never plays again after its window has closed' };

const ENGINES = [
  ['hls', {}],
  ['native', NATIVE_HLS_ONLY],
  ['iframe', {}],
] as const;

suite('<secure-stream> in another document', () => {
  let opened: Window | null = null;
  const errors: string[] = [];
  const note = (event: ErrorEvent | PromiseRejectionEvent) =>
    errors.push('reason' in event ? String(event.reason) : event.message + event.error?.stack);

  setup(() => {
    errors.length = 0;
    addEventListener('error', note);
    addEventListener('unhandledrejection', note);
  });

  teardown(() => {
    removeEventListener('error', note);
    removeEventListener('unhandledrejection', note);
    // An element in a frame that is removed, or a window that is closed, stays connected there.
    for (const element of elements.splice(0)) element.remove();
    document.body.replaceChildren();
    if (opened?.parent === opened) opened?.close();
    opened = null;
  });

  for (const [name, open] of Object.entries(DOCUMENTS))
    for (const [engine, except] of ENGINES)
      testExcept(except, `plays with its styles in ${name}, and back (${engine})`, async () => {
        const element = await watch(engine);
        opened = await open();
        const style = styleOf(element);
        for (const target of [opened.document.body, document.body]) {
          const { currentTime } = element;
          target.append(element);
          expect(styleOf(element)).toStrictEqual(style);
          await waitUntil(() => !element.paused && element.currentTime > currentTime + 1.5);
          expect(element.currentTime).toBeLessThan(currentTime + 20);
          expect([element.volume, element.playbackRate, element.error]).toStrictEqual([0.25, 1.5, null]);
          expect(element.activeEngine).toBe(engine);
        }
        expect(errors).toStrictEqual([]);
      });

  test('shows an overlay with its styles', async () => {
    const element = await watch('hls');
    opened = await DOCUMENTS['a frame']!();
    opened.document.body.append(element);
    element.videoId = 'none';
    await waitUntil(() => overlayOf(element) !== null);
    expect(getComputedStyle(overlayOf(element)!).display).toBe('flex');
    document.body.append(element);
    expect(getComputedStyle(overlayOf(element)!).display).toBe('flex');
    expect(errors).toStrictEqual([]);
  });

  for (const [engine, except] of ENGINES)
    testExcept(except, `plays when it is first connected there (${engine})`, async () => {
      const fixture = await testServer.open();
      opened = await DOCUMENTS['a frame']!();
      const element = document.createElement('secure-stream');
      elements.push(element);
      Object.assign(element, { ...propertiesOf(fixture), muted: true, width: 240, engine });
      opened.document.body.append(element);
      await startPlaying(element);
      expect(element.activeEngine).toBe(engine);
      expect(styleOf(element)).toMatchObject({ position: 'relative', width: '240px' });
      expect(errors).toStrictEqual([]);
    });

  for (const [name, open] of Object.entries(DOCUMENTS))
    testExcept(WEBKIT, `stops when ${name} closes, and resumes its position in the page`, async () => {
      const element = await watch('hls');
      opened = await open();
      opened.document.body.append(element);
      await waitUntil(() => !element.paused && element.readyState >= 3);
      const { currentTime } = element;
      close(opened);
      await waitUntil(() => element.state === 'idle');
      expect(element.isConnected).toBe(true);
      document.body.append(element);
      await element.play();
      await waitUntil(() => element.currentTime > currentTime + 1);
      expect(element.currentTime).toBeLessThan(currentTime + 20);
      expect([element.volume, element.playbackRate, element.error]).toStrictEqual([0.25, 1.5, null]);
    });

  testExcept(WEBKIT, 'stops when a frame closes at once, and resumes its position in the page', async () => {
    const element = await watch('hls');
    opened = await DOCUMENTS['a frame']!();
    const { currentTime } = element;
    opened.document.body.append(element);
    close(opened);
    await waitUntil(() => element.state === 'idle');
    document.body.append(element);
    await element.play();
    await waitUntil(() => element.currentTime > currentTime + 1);
  });

  if ('documentPictureInPicture' in window)
    test('continues when the page takes it back from a window that closes', async () => {
      const element = await watch('hls');
      opened = await DOCUMENTS['a window of Document Picture-in-Picture']!();
      opened.document.body.append(element);
      await waitUntil(() => !element.paused && element.readyState >= 3);
      opened.addEventListener('pagehide', () => document.body.append(element));
      opened.close();
      await waitUntil(() => element.ownerDocument === document);
      const { currentTime } = element;
      await waitUntil(() => !element.paused && element.currentTime > currentTime + 1.5);
    });

  test('stays paused', async () => {
    const element = await watch('hls');
    element.autoplay = true;
    element.pause();
    opened = await DOCUMENTS['a frame']!();
    const { currentTime } = element;
    opened.document.body.append(element);
    await waitUntil(() => element.readyState >= 2 && !element.seeking);
    expect(element.paused).toBe(true);
    expect(Math.abs(element.currentTime - currentTime)).toBeLessThanOrEqual(0.5);
  });
});

const elements: SecureStreamElement[] = [];

async function watch(engine: (typeof ENGINES)[number][0]): Promise<SecureStreamElement> {
  const fixture = await testServer.open();
  const element = mount(fixture, { engine, sdkSrc: `${fixture.origin}/embed/sdk.latest.js`, width: 320 });
  elements.push(element);
  await startPlaying(element);
  element.volume = 0.25;
  element.playbackRate = 1.5;
  await nextEvent(element, 'ratechange');
  // WebKitGTK changes the rate by a seek, and undoes a pause during a seek.
  const { currentTime } = element;
  await waitUntil(() => element.currentTime > currentTime + 0.2);
  return element;
}

function close(view: Window): void {
  if (view.frameElement) view.frameElement.remove();
  else view.close();
}

const propertiesOf = ({ origin, endpoint, videoId }: Awaited<ReturnType<typeof testServer.open>>) => ({
  streamOrigin: origin,
  sdkSrc: `${origin}/embed/sdk.latest.js`,
  tokenEndpoint: endpoint,
  videoId,
});

const overlayOf = (element: SecureStreamElement) => element.shadowRoot!.querySelector<HTMLElement>('.overlay');

/** The styles that the element's own style sheets set. */
function styleOf(element: SecureStreamElement) {
  const { display, position, width } = getComputedStyle(element);
  const media = element.shadowRoot!.querySelector('[part="media"]')!;
  return { display, position, width, mediaPosition: getComputedStyle(media).position };
}
