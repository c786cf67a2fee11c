import { expect, test } from 'vitest';
import { showCaptions, showDefaultTextTrack } from '../../src/tracks/shown-captions.js';
import type { MediaPort } from '../../src/media/media-port.js';
import { findByLanguage } from '../../src/tracks/text-tracks.js';

const track = (language: string, kind = 'subtitles') => ({ language, kind: kind as TextTrackKind });

test.each([
  ['de', ['en', 'de'], 'de'],
  ['DE', ['en', 'de'], 'de'],
  ['de', ['de-AT', 'de'], 'de'],
  ['de', ['en', 'de-AT'], 'de-AT'],
  ['de-AT', ['en', 'de'], 'de'],
  ['zh-Hant-TW', ['zh-Hans', 'zh-Hant'], 'zh-Hant'],
  ['zh-Hant', ['zh-Hans'], undefined],
  ['de', ['den'], undefined],
  ['fr', ['en', 'de'], undefined],
  ['', [''], undefined],
])('findByLanguage returns for %j among %j the text track in %j', (wanted, languages, found) => {
  expect(
    findByLanguage(
      languages.map((language) => track(language)),
      wanted,
    )?.language,
  ).toBe(found);
});

test('findByLanguage ignores metadata tracks and forced ones', () => {
  const [metadata, forced, full] = [track('de', 'metadata'), track('de'), track('de')];
  const isForced = (one: object) => one === forced;
  expect(findByLanguage([metadata, forced, full], 'de', isForced)).toBe(full);
  expect(findByLanguage([metadata, forced], 'de', isForced)).toBe(undefined);
});

/** Two text tracks, in Italian and English, and the Italian one shown by default. */
function showItalian(hasFrame = () => true) {
  const tracks = [
    { ...track('it'), mode: 'disabled' },
    { ...track('en'), mode: 'disabled' },
  ];
  const list = Object.assign(new EventTarget(), { [Symbol.iterator]: () => tracks[Symbol.iterator]() });
  const { signal } = new AbortController();
  showDefaultTextTrack(list as unknown as TextTrackList, { language: 'it', isForced: () => false, hasFrame, signal });
  /** As a reset of the media source: the tracks are removed, then others are added. */
  const replace = () => {
    const count = tracks.splice(0).length;
    list.dispatchEvent(new Event('change'));
    tracks.push({ ...track('it'), mode: 'disabled' }, { ...track('en'), mode: 'disabled' });
    for (let left = count; left > 0; left -= 1) list.dispatchEvent(new Event('addtrack'));
    return tracks.map(({ mode }) => mode);
  };
  const change = (italian: string, english: string) => {
    tracks[0]!.mode = italian;
    tracks[1]!.mode = english;
    list.dispatchEvent(new Event('change'));
    return tracks.map(({ mode }) => mode);
  };
  return { tracks, change, replace };
}

test('showDefaultTextTrack hides a track that the browser shows after the change event of its own choice', () => {
  const { change } = showItalian();
  expect(change('showing', 'disabled')).toEqual(['showing', 'disabled']);
  expect(change('showing', 'showing')).toEqual(['showing', 'disabled']);
  // The viewer chooses the other one.
  expect(change('disabled', 'showing')).toEqual(['disabled', 'showing']);
});

test('showDefaultTextTrack shows a track again that the browser disables before the first picture, once', () => {
  const { change } = showItalian(() => false);
  expect(change('disabled', 'disabled')).toEqual(['showing', 'disabled']);
  // The viewer turns captions off.
  expect(change('disabled', 'disabled')).toEqual(['disabled', 'disabled']);
});

test('showDefaultTextTrack leaves captions off that the viewer turns off', () => {
  const { change } = showItalian();
  expect(change('disabled', 'disabled')).toEqual(['disabled', 'disabled']);
});

test('showDefaultTextTrack shows the captions again when the tracks are replaced, unless the viewer has turned them off', () => {
  const { change, replace } = showItalian();
  expect(replace()).toEqual(['showing', 'disabled']);
  expect(replace()).toEqual(['showing', 'disabled']);
  expect(change('disabled', 'disabled')).toEqual(['disabled', 'disabled']);
  expect(replace()).toEqual(['disabled', 'disabled']);
});

test.each([
  ['none in its language', [{ ...track('en'), mode: 'disabled' }], 'showing'],
  ['others', [{ ...track('en'), mode: 'showing' }], 'disabled'],
  ['them, and the viewer turned them off', [{ ...track('de'), mode: 'disabled' }], 'disabled'],
] as const)('showCaptions in the next video, after one that had %s: %s', (_name, previous, mode) => {
  const german = { ...track('de'), label: '', mode: 'disabled' };
  const textTracks = Object.assign(new EventTarget(), {
    *[Symbol.iterator]() {
      yield german;
    },
  });
  showCaptions(Object.assign(new EventTarget(), { textTracks, readyState: 0 }) as unknown as MediaPort, {
    choices: previous.map((one) => ({ ...one, label: '' })),
    language: 'de',
    isForced: () => false,
    signal: new AbortController().signal,
  });
  expect(german.mode).toBe(mode);
});
