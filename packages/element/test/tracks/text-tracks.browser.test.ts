// @browsers all: each browser has its own list of text tracks
import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, nextFrames, waitUntil } from '@secure-stream/test-server/wait';
import type { SecureStreamElement } from '@secure-stream/element';
import { testServer } from '@secure-stream/test-server/client';
import { testExcept, NATIVE_HLS_ONLY, WEBKIT_SELECTS_AGAIN } from '../support/test-except.js';
import { mount } from '../support/mount.js';

const captionFile = (text: string) =>
  `data:text/vtt,${encodeURIComponent(`WEBVTT\n\n00:00.000 --> 01:00.000\n${text}`)}`;

const createTrack = (attributes: Partial<HTMLTrackElement> = {}) =>
  Object.assign(document.createElement('track'), {
    kind: 'subtitles',
    label: 'side',
    srclang: 'fr',
    src: captionFile('one'),
    ...attributes,
  });

const labelsOf = ({ textTracks }: SecureStreamElement) =>
  [...textTracks].filter(({ kind }) => kind !== 'metadata').map(({ label }) => label);
const find = ({ textTracks }: SecureStreamElement, label: string) =>
  [...textTracks].find((track) => track.label === label);
const textsOf = (track: TextTrack | undefined) => [...(track?.cues ?? [])].map((cue) => (cue as VTTCue).text);

/** As a captions menu does. While a video loads, Chromium shows captions in its own language too, and hls.js keeps what it shows already. */
const showGerman = (element: SecureStreamElement) =>
  waitUntil(() => {
    for (const track of element.textTracks) {
      const mode = track.label === 'Deutsch' ? 'showing' : 'disabled';
      if (track.kind !== 'metadata' && track.mode !== mode) track.mode = mode;
    }
    return textsOf(find(element, 'Deutsch')).length > 0;
  }, 'German captions');

suite('text tracks', () => {
  teardown(() => document.body.replaceChildren());

  test('keep the captions of hls.js when a child is added to the element or removed', async () => {
    const element = mount(await testServer.open(), { engine: 'hls' });
    await waitUntil(() => labelsOf(element).length === 2);
    await showGerman(element);
    const paragraph = document.createElement('p');
    element.append(paragraph);
    await nextFrames(12);
    expect(labelsOf(element)).toStrictEqual(['English', 'Deutsch']);
    paragraph.remove();
    await nextFrames(12);
    expect(labelsOf(element)).toStrictEqual(['English', 'Deutsch']);
    expect(find(element, 'Deutsch')?.mode).toBe('showing');
    expect(textsOf(find(element, 'Deutsch')).length).toBeGreaterThan(0);
  });

  test('leave the captions off when the page adds chapters', async () => {
    const element = mount(await testServer.open(), { engine: 'hls' });
    element.append(createTrack({ kind: 'chapters', label: 'Chapters', srclang: '', default: true }));
    await waitUntil(() => labelsOf(element).length === 3 && element.readyState >= element.HAVE_CURRENT_DATA);
    await waitUntil(() => textsOf(find(element, 'Chapters')).length > 0);
    await nextFrames(12);
    expect(find(element, 'English')?.mode).toBe('disabled');
    expect(find(element, 'Deutsch')?.mode).toBe('disabled');
  });

  testExcept(WEBKIT_SELECTS_AGAIN, 'keep the selected captions when a <track> child is added and removed', async () => {
    const element = mount(await testServer.open(), { engine: 'hls' });
    await waitUntil(() => labelsOf(element).length === 2);
    await showGerman(element);
    const side = createTrack();
    element.append(side);
    await waitUntil(() => labelsOf(element).length === 3);
    side.remove();
    await waitUntil(() => labelsOf(element).length === 2);
    expect(find(element, 'Deutsch')?.mode).toBe('showing');
    expect(textsOf(find(element, 'Deutsch')).length).toBeGreaterThan(0);
  });

  test('show captions that the viewer turned off before the first picture, and on again', async () => {
    const fixture = await testServer.open();
    await testServer.delayNext({ target: 'init', milliseconds: 2000, count: 4 });
    const element = mount(fixture, { engine: 'hls' });
    await waitUntil(() => labelsOf(element).length === 2);
    // hls.js keeps the segment until it knows the time of the first picture.
    await waitUntil(async () => {
      find(element, 'Deutsch')!.mode = 'showing';
      return (await testServer.listRequests()).some(({ kind }) => kind === 'caption');
    });
    await nextFrames(12);
    expect(element.readyState).toBeLessThan(element.HAVE_CURRENT_DATA);
    find(element, 'Deutsch')!.mode = 'disabled';
    await waitUntil(() => element.readyState >= element.HAVE_CURRENT_DATA);
    await nextFrames(12);
    expect(find(element, 'Deutsch')!.mode).toBe('disabled');
    await showGerman(element);
  });

  test('list the <track> children in their order, before those of hls.js', async () => {
    const element = mount(await testServer.open(), { engine: 'hls' });
    await waitUntil(() => labelsOf(element).length === 2);
    element.append(createTrack({ label: 'second' }));
    element.prepend(createTrack({ label: 'first' }));
    await waitUntil(() => labelsOf(element).length === 4);
    expect(labelsOf(element)).toStrictEqual(['first', 'second', 'English', 'Deutsch']);
  });

  // The assertions of custom-media-element's test "adds and removes tracks and sources".
  const addAndRemove = async (element: SecureStreamElement, others: number) => {
    element.innerHTML = `
      <track default label="English" kind="captions" srclang="en" src="${captionFile('one')}">
      <track label="chapters" id="customTrack" default kind="metadata" src="${captionFile('two')}">
    `;
    await Promise.resolve();
    expect(element.querySelectorAll('track').length).toBe(2);
    expect(element.textTracks.length).toBe(2 + others);
    element.querySelector('track')!.remove();
    await Promise.resolve();
    expect(element.querySelectorAll('track').length).toBe(1);
    expect(element.textTracks.length).toBe(1 + others);
  };

  test('follow the <track> children of an element that was never connected', () =>
    addAndRemove(document.createElement('secure-stream'), 0));

  test('follow the <track> children of an element without a video-id', async () => {
    const element = document.createElement('secure-stream');
    document.body.append(element);
    await element.updateComplete;
    await addAndRemove(element, 0);
  });

  test('list the <track> children that were in the markup before the element was upgraded', async () => {
    const holder = document.createElement('div');
    holder.innerHTML = `<secure-stream><track label="early" src="${captionFile('one')}"></secure-stream>`;
    document.body.append(holder);
    await Promise.resolve();
    expect(labelsOf(holder.querySelector('secure-stream')!)).toStrictEqual(['early']);
  });

  const ENGINES = { hls: {}, native: NATIVE_HLS_ONLY, iframe: {} } as const;
  for (const [engine, except] of Object.entries(ENGINES)) {
    testExcept(except, `follow the <track> children while the ${engine} engine plays`, async () => {
      const element = mount(await testServer.open(), { engine: engine as keyof typeof ENGINES, poster: 'none' });
      await waitUntil(() => element.activeEngine === engine && element.readyState > 0);
      if (engine === 'hls') await waitUntil(() => element.textTracks.length === 2);
      await addAndRemove(element, element.textTracks.length);
    });

    testExcept(except, `do not affect playback in the ${engine} engine when a file cannot be loaded`, async () => {
      const element = mount(await testServer.open(), { engine: engine as keyof typeof ENGINES });
      const side = createTrack({ kind: 'chapters', src: '/no-such-file.vtt', default: true });
      element.append(side);
      await waitUntil(() => element.activeEngine === engine && element.readyState > 0);
      find(element, 'side')!.mode = 'showing';
      await element.play();
      await waitUntil(() => element.currentTime > 1);
      expect([element.error, element.state]).toStrictEqual([null, 'ready']);
    });
  }

  test('follow changed attributes of a <track> child, and drop the cues of the previous file', async () => {
    const element = mount(await testServer.open(), { engine: 'hls' });
    const side = createTrack();
    element.append(side);
    await nextEvent(element, 'loadeddata');
    find(element, 'side')!.mode = 'showing';
    await waitUntil(() => textsOf(find(element, 'side')).length === 1);
    // React does this when it reuses the node for the next video.
    Object.assign(side, { src: captionFile('another'), label: 'next', srclang: 'it', kind: 'captions' });
    await waitUntil(() => find(element, 'next') !== undefined);
    const { label, language, kind } = find(element, 'next')!;
    expect([label, language, kind]).toStrictEqual(['next', 'it', 'captions']);
    find(element, 'next')!.mode = 'showing';
    await waitUntil(() => textsOf(find(element, 'next'))[0] === 'another');
    expect(textsOf(find(element, 'next'))).toStrictEqual(['another']);
    expect(labelsOf(element)).toStrictEqual(['next', 'English', 'Deutsch']);
    side.removeAttribute('src');
    await waitUntil(() => textsOf(find(element, 'next')).length === 0);
  });

  testExcept(WEBKIT_SELECTS_AGAIN, 'stay selected when an attribute of their <track> child changes', async () => {
    const element = mount(await testServer.open(), { engine: 'hls' });
    const side = createTrack();
    element.append(side);
    await nextEvent(element, 'loadeddata');
    find(element, 'side')!.mode = 'showing';
    await waitUntil(() => textsOf(find(element, 'side')).length === 1);
    Object.assign(side, { src: captionFile('another'), label: 'next' });
    await waitUntil(() => textsOf(find(element, 'next'))[0] === 'another');
    expect(find(element, 'next')?.mode).toBe('showing');
  });
});
