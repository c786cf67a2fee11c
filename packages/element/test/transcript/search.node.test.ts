import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCue, findMatches } from '../../src/transcript/cues.js';

/** The parts of a text that match. */
function find(text: string, query: string): string[] {
  const cue = readCue({ startTime: 0, text });
  return (findMatches([cue], query).get(cue) ?? []).map(([start, end]) => cue.text.slice(start, end));
}

describe('findMatches', () => {
  test.each([
    ['ignores case', 'Token, token', 'TOKEN', ['Token', 'token']],
    ['ignores diacritics in the text', 'Café naïve', 'cafe', ['Café']],
    ['ignores diacritics in the query', 'Uber alles', 'über', ['Uber']],
    ['ignores diacritics that are characters of their own', 'Cafe\u0301 au lait', 'café', ['Cafe\u0301']],
    ['ignores the vowel points of Arabic', 'مُحَمَّد هنا', 'محمد', ['مُحَمَّد']],
    ['tells the vowels of Hindi apart', 'की', 'का', []],
    ['finds emoji', 'a 🙂 b 🙂', '🙂', ['🙂', '🙂']],
    ['finds a text after characters that become longer', 'İİ here', 'here', ['here']],
    ['ignores white space around the query, and its kind', 'one two', '  one \n two ', ['one two']],
    ['finds parts that do not overlap', 'aaaa', 'aa', ['aa', 'aa']],
    ['takes signs literally', 'a.b axb', 'a.b', ['a.b']],
    ['finds nothing for an empty query', 'text', '  ', []],
    ['finds nothing for marks alone', 'text', '\u0301', []],
  ])('%s', (_title, text, query, matches) => {
    expect(find(text, query)).toEqual(matches);
  });

  test('returns the cues that match, in their order', () => {
    const cues = ['no', 'yes', 'No, yes'].map((text, startTime) => readCue({ startTime, text }));
    expect([...findMatches(cues, 'NO').keys()]).toEqual([cues[0], cues[2]]);
  });

  test('finds every word of a text, whatever its script and case', () => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => /^[^<>]*[\p{L}\p{N}][^<>]*$/u.test(text));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        const text = words.join(' ');
        for (const one of words) expect(find(text, one).length).toBeGreaterThan(0);
      }),
    );
  });
});
