import { expect, test } from 'vitest';
import { findByLanguage, showDefaultTextTrack } from '../../src/tracks/default-text-track.js';

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

test('showDefaultTextTrack hides a track that the browser shows after the change event of its own choice', () => {
  const tracks = [
    { ...track('it'), mode: 'disabled' },
    { ...track('en'), mode: 'disabled' },
  ];
  const list = Object.assign(new EventTarget(), { [Symbol.iterator]: () => tracks[Symbol.iterator]() });
  showDefaultTextTrack(list as unknown as TextTrackList, 'it', () => false, new AbortController().signal);
  list.dispatchEvent(new Event('change'));
  tracks[1]!.mode = 'showing';
  list.dispatchEvent(new Event('change'));
  expect(tracks.map(({ mode }) => mode)).toEqual(['showing', 'disabled']);

  // The viewer chooses the other one.
  Object.assign(tracks[0]!, { mode: 'disabled' });
  tracks[1]!.mode = 'showing';
  list.dispatchEvent(new Event('change'));
  expect(tracks.map(({ mode }) => mode)).toEqual(['disabled', 'showing']);
});
