import { expect } from 'chai';
import type { SecureStreamElement } from '@secure-stream/element';
import { stage } from '../../../../e2e/stage/client.js';
import { testExcept, WITHOUT_HLS } from '../element/except.js';
import { mount, pause, playing, until } from '../element/mount.js';

const shown = ({ textTracks }: SecureStreamElement) =>
  [...textTracks].filter(({ mode }) => mode === 'showing').map(({ label }) => label);

suite('default-text-track', () => {
  teardown(() => document.body.replaceChildren());

  for (const language of ['de', 'DE', 'de-AT'])
    test(`shows the captions of the stream in ${language} from the start`, async () => {
      const element = mount(await stage.open(), { engine: 'hls', defaultTextTrack: language });
      await until(() => shown(element).length > 0);
      await playing(element);
      expect(shown(element)).to.deep.equal(['Deutsch']);
      const german = [...element.textTracks].find(({ label }) => label === 'Deutsch')!;
      await until(() => (german.cues?.length ?? 0) > 0);
    });

  test('shows nothing in a language that is not there', async () => {
    const element = mount(await stage.open(), { engine: 'hls', defaultTextTrack: 'fr' });
    await playing(element);
    await until(() => element.textTracks.length === 2);
    expect(shown(element)).to.deep.equal([]);
  });

  test('leaves the choice to the viewer afterwards, and changes nothing when the attribute changes', async () => {
    const element = mount(await stage.open(), { engine: 'hls', defaultTextTrack: 'de' });
    await until(() => shown(element).length > 0);
    element.defaultTextTrack = 'en';
    await playing(element);
    await pause(0.2);
    expect(shown(element)).to.deep.equal(['Deutsch']);
    for (const track of element.textTracks) track.mode = 'disabled';
    await pause(0.5);
    expect(shown(element)).to.deep.equal([]);
  });

  const ENGINES = { hls: {}, native: WITHOUT_HLS } as const;
  for (const [engine, except] of Object.entries(ENGINES))
    testExcept(except, `shows a <track> child in the ${engine} engine`, async () => {
      const element = document.createElement('secure-stream');
      element.innerHTML = `<track kind="captions" label="side" srclang="it" src="data:text/vtt,WEBVTT">`;
      mount(await stage.open(), { engine: engine as keyof typeof ENGINES, defaultTextTrack: 'it' }, element);
      await until(() => shown(element).length > 0);
      expect(shown(element)).to.deep.equal(['side']);
    });
});
