import { describe, expect, test } from 'vitest';
import { selectTrack, type CaptionTrack } from '../../src/transcript/select-track.js';

const track = (
  language: string,
  mode: TextTrackMode = 'disabled',
  kind: TextTrackKind = 'subtitles',
): CaptionTrack => ({
  language,
  mode,
  kind,
});
const select = (tracks: CaptionTrack[], preferences: { srclang?: string; lang?: string; lastShown?: string } = {}) =>
  selectTrack(tracks, { srclang: '', lang: '', lastShown: '', ...preferences })?.language;

describe('selectTrack', () => {
  const tracks = [track('x', 'showing', 'metadata'), track('en'), track('de'), track('fr-CA'), track('it', 'showing')];
  const off = tracks.slice(0, -1);

  test.each([
    ['the language that the page asks for', tracks, { srclang: 'de', lang: 'fr' }, 'de'],
    ['a more specific one', tracks, { srclang: 'fr' }, 'fr-CA'],
    ['what is shown, if there is no such language', tracks, { srclang: 'ja' }, 'it'],
    ['what is shown', tracks, { lang: 'de', lastShown: 'en' }, 'it'],
    ['what was shown last', off, { lang: 'de', lastShown: 'fr-CA' }, 'fr-CA'],
    ['the language of the page', off, { lang: 'de-AT', lastShown: 'it' }, 'de'],
    ['the first captions', off, { lang: 'ja' }, 'en'],
    ['nothing, if there are no captions', [track('en', 'showing', 'chapters')], { lang: 'en' }, undefined],
  ])('selects %s', (_title, all, preferences, language) => {
    expect(select(all, preferences)).toBe(language);
  });
});
