import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import type { SecureStreamElement } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import { testExcept, NATIVE_HLS_ONLY, type SkipReasons } from '../support/test-except.ts';
import { mount, startPlaying, SHORT_BUFFER } from '../support/mount.ts';

type Engine = 'hls' | 'native' | 'iframe';
type Viewing = { readonly engine: Engine; readonly element: SecureStreamElement };

const ENGINES: readonly (readonly [Engine, SkipReasons])[] = [
  ['hls', {}],
  ['native', NATIVE_HLS_ONLY],
  ['iframe', {}],
];

/** What makes the element begin anew. It plays, or is paused, as before. */
const EVENTS = {
  'retry()': ({ element }: Viewing) => element.retry(),
  'retry() twice in a row': ({ element }: Viewing) => {
    element.retry();
    element.retry();
  },
  'another insertion at once': ({ element }: Viewing) => {
    const place = document.body.appendChild(document.createElement('section'));
    element.remove();
    place.append(element);
  },
  'a change of engine and back': async ({ element, engine }: Viewing) => {
    element.engine = engine === 'iframe' ? 'hls' : 'iframe';
    await waitUntil(() => element.activeEngine === element.engine && element.readyState >= 3);
    element.engine = engine;
  },
} as const;

/** A film that plays in the middle, with everything chosen that this engine lets a viewer choose. */
async function watch(engine: Engine, hlsConfig: SecureStreamElement['hlsConfig'] = {}): Promise<Viewing> {
  const scene = await testServer.open();
  const sdkSrc = `${scene.origin}/embed/sdk.latest.js`;
  const element = mount(scene, { engine, sdkSrc, hlsConfig });
  await startPlaying(element);
  element.currentTime = 40;
  await nextEvent(element, 'seeked');
  element.muted = false;
  element.volume = 0.25;
  element.playbackRate = 1.5;
  if (engine === 'hls') {
    dubOf(element, 'de').enabled = true;
    captionsOf(element, 'de').mode = 'showing';
    element.videoRenditions.selectedIndex = 0;
    await waitUntil(() => soundOf(element) === 'de' && captionsOf(element, 'de').mode === 'showing');
  }
  await waitUntil(() => !element.paused && element.currentTime > 40.5);
  return { element, engine };
}

const dubOf = ({ audioTracks }: SecureStreamElement, language: string) =>
  [...audioTracks].find((track) => track.language === language)!;
const soundOf = ({ audioTracks }: SecureStreamElement) => [...audioTracks].find(({ enabled }) => enabled)?.language;
const captionsOf = ({ textTracks }: SecureStreamElement, language: string) =>
  Array.from(textTracks).find((track) => track.language === language)!;
const shownOf = ({ textTracks }: SecureStreamElement) =>
  Array.from(textTracks)
    .filter(({ mode }) => mode === 'showing')
    .map(({ language }) => language);
const heightOf = ({ videoRenditions }: SecureStreamElement) => videoRenditions[videoRenditions.selectedIndex]?.height;

const settingsOf = ({ playbackRate, volume, muted }: SecureStreamElement) => ({ playbackRate, volume, muted });

/** Waits for the choices of `watch()`; the last state is what a failure shows. */
async function expectChoices({ element, engine }: Viewing, from: number): Promise<void> {
  await waitUntil(() => element.activeEngine === engine && element.readyState >= 2 && !element.seeking);
  expect(settingsOf(element)).toStrictEqual({ playbackRate: 1.5, volume: 0.25, muted: false });
  expect(element.currentTime).toBeGreaterThanOrEqual(from - 1);
  expect(element.currentTime).toBeLessThanOrEqual(from + 15);
  if (engine !== 'hls') return;
  await waitUntil(() => element.audioTracks.length > 0 && element.textTracks.length > 0);
  await waitUntil(() => soundOf(element) === 'de');
  expect([soundOf(element), shownOf(element), heightOf(element)]).toStrictEqual(['de', ['de'], 144]);
}

suite('what a viewer has chosen is kept across', () => {
  teardown(() => document.body.replaceChildren());

  for (const [engine, except] of ENGINES) {
    for (const [name, act] of Object.entries(EVENTS))
      testExcept(except, `${name} (${engine}), while it plays`, async () => {
        const viewing = await watch(engine);
        const { element } = viewing;
        const from = element.currentTime;
        await act(viewing);
        await expectChoices(viewing, from);
        const { currentTime } = element;
        await waitUntil(() => !element.paused && element.currentTime > currentTime + 1);
        await expectChoices(viewing, from);
      });

    testExcept(except, `retry() (${engine}), while it is paused`, async () => {
      const viewing = await watch(engine);
      const { element } = viewing;
      element.pause();
      await nextEvent(element, 'pause');
      const from = element.currentTime;
      element.retry();
      await expectChoices(viewing, from);
      expect(element.paused).toBe(true);
      expect(Math.abs(element.currentTime - from)).toBeLessThanOrEqual(0.3);
    });

    testExcept(except, `a while outside of the page (${engine})`, async () => {
      const viewing = await watch(engine);
      const { element } = viewing;
      const from = element.currentTime;
      element.remove();
      await waitUntil(() => element.state === 'idle');
      document.body.append(element);
      await expectChoices(viewing, from);
      expect(element.paused).toBe(true);
      expect(Math.abs(element.currentTime - from)).toBeLessThanOrEqual(1.5);
    });
  }

  // A frame plays what it has in its buffer, which is all of this film.
  for (const [engine, except] of ENGINES.filter(([name]) => name !== 'iframe'))
    testExcept(except, `an error and retry() (${engine})`, async () => {
      const viewing = await watch(engine, SHORT_BUFFER);
      const { element } = viewing;
      await testServer.goOffline();
      element.currentTime = 90;
      await waitUntil(() => element.error !== null);
      await testServer.recover();
      element.retry();
      await expectChoices(viewing, 90);
      await waitUntil(() => !element.paused && element.currentTime > 90.5);
    });

  test('a change of engine while the element is outside of the page', async () => {
    const viewing = await watch('hls');
    const { element } = viewing;
    const from = element.currentTime;
    element.remove();
    await waitUntil(() => element.state === 'idle');
    element.engine = 'iframe';
    document.body.append(element);
    await expectChoices({ element, engine: 'iframe' }, from);
  });

  test('nothing of it goes over to another video but volume and sound', async () => {
    const { element } = await watch('hls');
    const { videoId } = element;
    element.videoId = '0'.repeat(32);
    await waitUntil(() => element.error !== null);
    element.videoId = videoId;
    await waitUntil(() => element.readyState >= 2 && element.audioTracks.length > 0);
    await waitUntil(() => soundOf(element) !== undefined);
    expect([soundOf(element), shownOf(element), heightOf(element)]).toStrictEqual(['en', [], undefined]);
    expect(element).toMatchObject({ volume: 0.25, muted: false });
    expect(element.currentTime).toBeLessThan(1);
  });
});
