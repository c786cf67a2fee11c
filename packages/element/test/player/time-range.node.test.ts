import { describe, expect, test } from 'vitest';
import { formatBehind, speakDuration } from '../../src/player/time-range.js';

describe('speakDuration', () => {
  test.each([
    ['en', 0, '0 seconds'],
    ['en', 1.9, '1 second'],
    ['en', 96, '1 minute, 36 seconds'],
    ['en', 7205, '2 hours, 5 seconds'],
    ['pl', 2, '2 sekundy'],
    ['pl', 5, '5 sekund'],
    ['pl', 82, '1 minuta i 22 sekundy'],
    ['ar', 2, 'ثانيتان'],
    ['he', 120, 'שתי דקות'],
  ])('has the plural forms of %s for %d seconds', (lang, seconds, text) => {
    expect(speakDuration(seconds, lang).normalize('NFKC')).toBe(text);
  });
});

describe('formatBehind', () => {
  test.each([
    ['writes a minute behind the live edge', 60, 120, '−1:00'],
    ['is empty at the live edge', 119.5, 120, ''],
    ['is empty while nothing is known', undefined, undefined, ''],
  ])('%s', (_title, time, end, text) => {
    expect(formatBehind(time, end)).toBe(text);
  });
});
