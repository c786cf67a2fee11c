import { describe, expect, test } from 'vitest';
import { findAudio, findTextDescriptions, isDescribed } from '../../src/tracks/audio-description.js';
import { chooseVoice, decideNarration, narrate, type Narration } from '../../src/tracks/narration.js';

describe('isDescribed', () => {
  test.each([
    'English (audio description)',
    'English Audio-Description',
    'English (described)',
    'Descriptive audio',
    'English AD',
    'Deutsch (Audiodeskription)',
    'Français – audiodescription',
    'Nederlands audiobeschrijving',
    'Polski (audiodeskrypcja)',
    'Türkçe sesli betimleme',
    '日本語 音声解説',
    '한국어 화면 해설',
    '中文 口述影像',
    'العربية (الوصف الصوتي)',
    'עברית תיאור קולי',
    'हिन्दी ऑडियो विवरण',
  ])('is true for the label "%s"', (label) => {
    expect(isDescribed({ label })).toBe(true);
  });

  test.each(['English', 'original', 'Ad-free', 'Adieu', 'Description of a city', 'Commentary'])(
    'is false for the label "%s"',
    (label) => {
      expect(isDescribed({ label })).toBe(false);
    },
  );

  test('believes the kind, and the label that the page names', () => {
    expect(isDescribed({ kind: 'main-desc', label: 'English' })).toBe(true);
    expect(isDescribed({ label: 'Track 2' }, 'Track 2')).toBe(true);
    expect(isDescribed({ label: 'Audio description' }, 'Track 2')).toBe(false);
  });
});

describe('findAudio', () => {
  const english = { kind: 'main', label: 'English', language: 'en', enabled: true };
  const englishDescribed = { kind: 'alternative', label: 'English AD', language: 'en', enabled: false };
  const german = { kind: 'alternative', label: 'Deutsch', language: 'de', enabled: false };
  const enable = (enabled: object) =>
    [german, english, englishDescribed].map((track) => ({ ...track, enabled: track === enabled }));

  test('finds the track of the same language, with description and without', () => {
    expect(findAudio(enable(english), true)?.label).toBe('English AD');
    expect(findAudio(enable(englishDescribed), false)?.label).toBe('English');
  });

  test('finds nothing where there is nothing to change, and no description in another language', () => {
    expect(findAudio(enable(english), false)).toBe(undefined);
    expect(findAudio(enable(englishDescribed), true)).toBe(undefined);
    expect(findAudio(enable(german), true)).toBe(undefined);
    expect(findAudio([], true)).toBe(undefined);
  });

  test('leads back from a language that has only description, and to the track that the page names', () => {
    expect(findAudio([{ ...englishDescribed, enabled: true }, german], false)?.label).toBe('Deutsch');
    expect(findAudio(enable(english), true, 'Deutsch')?.label).toBe('Deutsch');
  });
});

test('findTextDescriptions takes the first language that has any', () => {
  const [captions, german, english] = [
    { kind: 'captions', language: 'fr' },
    { kind: 'descriptions', language: 'de' },
    { kind: 'descriptions', language: 'en-GB' },
  ] as const;
  expect(findTextDescriptions([captions, german, english], ['', 'fr', 'en'])).toBe(english);
  expect(findTextDescriptions([captions, german, english], ['fr'])).toBe(german);
  expect(findTextDescriptions([captions], ['fr'])).toBe(undefined);
});

describe('decideNarration', () => {
  const [first, second] = [{}, {}] as [TextTrackCue, TextTrackCue];
  const speaking: Narration = { status: 'speaking', cue: first };
  const holding: Narration = { status: 'holding', cue: first };
  const silent: Narration = { status: 'silent', spoken: first };
  const decide = (narration: Narration, active: TextTrackCue | undefined, isSpeaking: boolean, canHold = true) =>
    decideNarration(narration, { active, isSpeaking, canHold });

  test('speaks each cue once', () => {
    expect(decide({ status: 'silent' }, first, false)).toEqual({ next: speaking, action: 'speak' });
    expect(decide(speaking, first, true)).toEqual({ next: speaking });
    expect(decide(speaking, first, false)).toEqual({ next: silent });
    expect(decide(silent, first, false)).toEqual({ next: silent });
    expect(decide(silent, second, false).action).toBe('speak');
  });

  test('pauses when the cue ends before its text, or another begins, and plays when the text is over', () => {
    expect(decide(speaking, undefined, true)).toEqual({ next: holding, action: 'pause' });
    expect(decide(speaking, second, true)).toEqual({ next: holding, action: 'pause' });
    expect(decide(holding, undefined, true)).toEqual({ next: holding });
    expect(decide(holding, undefined, false)).toEqual({ next: silent, action: 'play' });
  });

  test('does not pause what is paused, has ended, or is live', () => {
    expect(decide(speaking, undefined, true, false)).toEqual({ next: speaking });
  });
});

describe('narrate', () => {
  class Media extends EventTarget {
    paused = false;
    ended = false;
    duration = 60;
    play() {
      this.paused = false;
      this.dispatchEvent(new Event('play'));
      return Promise.resolve();
    }
    pause() {
      this.paused = true;
    }
  }
  const createCue = (text: string) => ({ getCueAsHTML: () => ({ textContent: text }) }) as VTTCue;

  function start() {
    const media = new Media();
    const track = Object.assign(new EventTarget(), {
      mode: 'disabled',
      language: 'en',
      activeCues: [] as TextTrackCue[],
    });
    const log: string[] = [];
    let end = () => {};
    const speaker = {
      speak(text: string, language: string, onEnd: () => void) {
        log.push(`${language}: ${text}`);
        end = onEnd;
      },
      stop: () => void log.push('stop'),
    };
    const lifetime = new AbortController();
    narrate(media, track as unknown as TextTrack, speaker, lifetime.signal);
    const show = (...cues: TextTrackCue[]) => {
      track.activeCues = cues;
      track.dispatchEvent(new Event('cuechange'));
    };
    return { media, track, log, show, lifetime, finish: () => end() };
  }

  test('speaks the next cue after one that was too short', () => {
    const { media, log, show, finish } = start();
    show(createCue('one'));
    show(createCue('two'));
    expect([log, media.paused]).toEqual([['en: one'], true]);
    finish();
    expect([log, media.paused]).toEqual([['en: one', 'en: two'], false]);
  });

  test('lets a viewer go on who plays during a text', () => {
    const { media, log, show } = start();
    show(createCue('one'));
    show();
    expect(media.paused).toBe(true);
    void media.play();
    expect([log, media.paused]).toEqual([['en: one', 'stop'], false]);
  });

  test('ends the text and its pause at a seek and when it is turned off', () => {
    const { media, track, log, show, lifetime } = start();
    expect(track.mode).toBe('hidden');
    const cue = createCue('one');
    show(cue);
    show();
    media.dispatchEvent(new Event('seeking'));
    expect(media.paused).toBe(false);
    show(cue);
    expect(log).toEqual(['en: one', 'stop', 'en: one']);
    show();
    lifetime.abort();
    expect([media.paused, track.mode]).toEqual([false, 'disabled']);
  });
});

test('chooseVoice takes only voices of the device', () => {
  const voice = (lang: string, localService = true, isDefault = false) => ({ lang, localService, default: isDefault });
  const [remote, british, american] = [voice('en-US', false, true), voice('en_GB'), voice('en-US')];
  expect(chooseVoice([remote, british, american], 'en-us')).toBe(american);
  expect(chooseVoice([remote, british], 'en')).toBe(british);
  expect(chooseVoice([remote, british], 'de')).toBe(undefined);
  expect(chooseVoice([remote], 'en')).toBe(undefined);
});
