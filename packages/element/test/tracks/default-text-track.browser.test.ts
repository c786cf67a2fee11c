// @browsers all: each browser changes the modes of text tracks by itself
import { expect } from '@secure-stream/test-server/expect';
import { playFor, waitUntil } from '@secure-stream/test-server/wait';
import type { SecureStreamElement } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import { testExcept, NATIVE_HLS_ONLY } from '../support/test-except.js';
import { mount, startPlaying } from '../support/mount.js';
import { removeForLong } from '../support/release-removed.ts';

const shown = ({ textTracks }: SecureStreamElement) =>
  [...textTracks].filter(({ mode }) => mode === 'showing').map(({ label }) => label);

suite('default-text-track', () => {
  teardown(() => document.body.replaceChildren());

  for (const language of ['de', 'DE', 'de-AT'])
    test(`shows the captions of the stream for ${language} from the start`, async () => {
      const element = mount(await testServer.open(), { engine: 'hls', defaultTextTrack: language });
      await waitUntil(() => shown(element).length > 0);
      await startPlaying(element);
      expect(shown(element)).toStrictEqual(['Deutsch']);
      const german = [...element.textTracks].find(({ label }) => label === 'Deutsch')!;
      await waitUntil(() => (german.cues?.length ?? 0) > 0);
    });

  test('shows nothing for a language that the stream does not have', async () => {
    const element = mount(await testServer.open(), { engine: 'hls', defaultTextTrack: 'fr' });
    await startPlaying(element);
    await waitUntil(() => element.textTracks.length === 2);
    expect(shown(element)).toStrictEqual([]);
  });

  test('keeps the choice of the viewer, also when the attribute changes', async () => {
    const element = mount(await testServer.open(), { engine: 'hls', defaultTextTrack: 'de' });
    await waitUntil(() => shown(element).length > 0);
    element.defaultTextTrack = 'en';
    await startPlaying(element);
    await playFor(element, 0.2);
    expect(shown(element)).toStrictEqual(['Deutsch']);
    for (const track of element.textTracks) track.mode = 'disabled';
    await playFor(element, 0.5);
    expect(shown(element)).toStrictEqual([]);
  });

  testExcept(
    { webkit: 'its <video> sometimes refuses play() after retry() as not supported; the cause is unknown' },
    'does not show captions again that the viewer turned off, on retry() or another insertion',
    async () => {
      const element = mount(await testServer.open(), { engine: 'hls', defaultTextTrack: 'de' });
      await startPlaying(element);
      await waitUntil(() => shown(element).length > 0);
      for (const begin of [
        () => element.retry(),
        async () => {
          await removeForLong(element);
          document.body.append(element);
        },
      ]) {
        for (const track of element.textTracks) track.mode = 'disabled';
        const { currentTime } = element;
        await Promise.resolve(begin());
        await element.play();
        await waitUntil(() => element.textTracks.length === 2 && element.currentTime > currentTime + 1);
        expect(shown(element)).toStrictEqual([]);
      }
    },
  );

  test('is passed to the frame, unless the viewer has turned captions off in another engine', async () => {
    const fixture = await testServer.open();
    const sdkSrc = `${fixture.origin}/embed/sdk.latest.js`;
    const element = mount(fixture, { engine: 'iframe', sdkSrc, defaultTextTrack: 'de' });
    const frameLanguage = () => {
      const src = element.shadowRoot!.querySelector('iframe')?.src;
      return src ? new URL(src).searchParams.get('defaultTextTrack') : undefined;
    };
    await startPlaying(element);
    expect(frameLanguage()).toBe('de');
    element.engine = 'hls';
    // Chromium also shows a track in its own language until the `change` event is handled.
    await waitUntil(() => element.activeEngine === 'hls' && element.readyState >= 3);
    await waitUntil(() => shown(element).join() === 'Deutsch');
    for (const track of element.textTracks) track.mode = 'disabled';
    element.engine = 'iframe';
    await waitUntil(() => element.activeEngine === 'iframe' && element.readyState >= 2);
    expect(frameLanguage()).toBe(null);
  });

  const ENGINES = { hls: {}, native: NATIVE_HLS_ONLY } as const;
  for (const [engine, except] of Object.entries(ENGINES))
    testExcept(except, `shows a <track> child in the ${engine} engine`, async () => {
      const element = document.createElement('secure-stream');
      element.innerHTML = `<track kind="captions" label="side" srclang="it" src="data:text/vtt,WEBVTT">`;
      mount(await testServer.open(), { engine: engine as keyof typeof ENGINES, defaultTextTrack: 'it' }, element);
      // Chromium also shows a track in its own language until the `change` event is handled.
      await waitUntil(() => shown(element).join() === 'side');
      await waitUntil(() => element.readyState >= 3);
      expect(shown(element)).toStrictEqual(['side']);
    });
});
