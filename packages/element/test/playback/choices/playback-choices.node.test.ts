import { describe, expect, test } from 'vitest';
import { captureChoices, findRendition } from '../../../src/playback/choices/playback-choices.js';
import type { PlaybackChoices } from '../../../src/playback/choices/playback-choices.js';
import type { MediaPort } from '../../../src/media/media-port.js';
import { findCounterpart } from '../../../src/tracks/text-tracks.js';

const caption = (language: string, mode: TextTrackMode, kind: TextTrackKind = 'subtitles') => ({
  kind,
  label: language,
  language,
  mode,
});
const previous: PlaybackChoices = {
  position: 3,
  rate: 1,
  captions: [caption('de', 'showing')],
  captionLanguage: 'de',
  audio: { kind: 'main', label: 'Deutsch', language: 'de' },
  rendition: { height: 240, bitrate: 1 },
};

describe('captureChoices', () => {
  test('keeps earlier choices while the engine does not know its tracks', () => {
    const media = { readyState: 0, textTracks: [] } as unknown as MediaPort;
    const seen = { position: 40, rate: 2 };
    expect(captureChoices(media, undefined, seen, previous)).toEqual({ ...previous, ...seen });
  });

  test('replaces the mode of a track that exists, and keeps the others', () => {
    const textTracks = [caption('de', 'disabled'), caption('en', 'showing')];
    const media = { readyState: 1, textTracks } as unknown as MediaPort;
    expect(captureChoices(media, undefined, previous, previous).captions).toEqual(textTracks);
    const other = { readyState: 1, textTracks: textTracks.slice(1) } as unknown as MediaPort;
    expect(captureChoices(other, undefined, previous, previous).captions).toHaveLength(2);
  });

  // The page's setting decides only while no captions are known.
  test.each([
    [[], undefined],
    [[caption('de', 'showing')], 'de'],
    [[caption('de', 'disabled')], ''],
    [[caption('de', 'showing', 'metadata')], undefined],
  ])('names the language of the captions that are shown: %j', (textTracks, language) => {
    const media = { readyState: 1, textTracks } as unknown as MediaPort;
    expect(captureChoices(media, undefined, previous, null).captionLanguage).toBe(language);
  });
});

test('findCounterpart prefers the same label, then the same kind, then the same language', () => {
  const track = (kind: string, label: string, language = 'de') => ({ kind, label, language });
  const chosen = track('captions', 'Deutsch');
  const [same, ofKind, other] = [track('captions', 'Deutsch'), track('captions', 'x'), track('subtitles', 'x')];
  expect(findCounterpart([other, ofKind, same], chosen)).toBe(same);
  expect(findCounterpart([other, ofKind], chosen)).toBe(ofKind);
  expect(findCounterpart([track('captions', 'Deutsch', 'en'), other], chosen)).toBe(other);
  expect(findCounterpart([track('captions', 'Deutsch', 'en')], chosen)).toBe(null);
});

test('findRendition returns the index of the same height with the nearest bitrate, or -1', () => {
  const renditions = [
    { height: 144, bitrate: 1 },
    { height: 240, bitrate: 5 },
    { height: 240, bitrate: 9 },
  ];
  expect(findRendition(renditions, { height: 240, bitrate: 8 })).toBe(2);
  expect(findRendition(renditions, { height: 360 })).toBe(-1);
});
