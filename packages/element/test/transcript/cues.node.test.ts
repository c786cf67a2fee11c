import { describe, expect, test } from 'vitest';
import {
  findCurrent,
  findMatches,
  formatTime,
  formatTranscript,
  mergeCues,
  placeHeadings,
  readCue,
} from '../../src/transcript/cues.js';
import fc from 'fast-check';

const cue = (startTime: number, text = `at ${startTime}`) => readCue({ startTime, text });

describe('readCue', () => {
  test('takes the text that the browser parsed, in one line', () => {
    const parsed = { textContent: ' Tom & Jerry\n  again ' };
    expect(readCue({ startTime: 1, text: '<b>Tom</b>', getCueAsHTML: () => parsed }).text).toBe('Tom & Jerry again');
  });

  test('removes tags where the browser does not parse', () => {
    expect(readCue({ startTime: 1, text: '<v Bob>Hello <i>you</i>' }).text).toBe('Hello you');
    expect(readCue({ startTime: 1 }).text).toBe('');
  });
});

describe('mergeCues', () => {
  test('adds cues in the order of their time', () => {
    expect(mergeCues([cue(4), cue(8)], [cue(6), cue(2)]).map(({ start }) => start)).toEqual([2, 4, 6, 8]);
  });

  test('keeps the objects of known cues, and the list if nothing is new', () => {
    const known = mergeCues([], [cue(4), cue(8)]);
    expect(mergeCues(known, [cue(8), cue(4), cue(9, ' ')])).toBe(known);
    expect(mergeCues(known, [cue(2)]).slice(1)).toEqual([known[0], known[1]]);
    expect(mergeCues(known, [cue(2)])[1]).toBe(known[0]);
  });

  test('keeps two cues at the same time, in their order', () => {
    expect(mergeCues([], [cue(1, 'b'), cue(1, 'a'), cue(1, 'b')]).map(({ text }) => text)).toEqual(['b', 'a']);
  });
});

describe('placeHeadings', () => {
  const cues = [cue(0), cue(4), cue(8), cue(30)];
  const place = (...chapters: ReturnType<typeof cue>[]) =>
    [...placeHeadings(cues, chapters)].map(([{ start }, title]) => [start, title]);

  test('puts the title of a chapter above the first line that begins in it', () => {
    expect(place(cue(0, 'One'), cue(5, 'Two'), cue(30.02, 'Three'))).toEqual([
      [0, 'One'],
      [8, 'Two'],
      [30, 'Three'],
    ]);
  });

  test('leaves out a chapter without lines, and lines before the first chapter', () => {
    expect(place(cue(2, 'One'), cue(10, 'Silence'), cue(20, 'Two'), cue(40, 'End'))).toEqual([
      [4, 'One'],
      [30, 'Two'],
    ]);
    expect(place()).toEqual([]);
  });
});

describe('formatTranscript', () => {
  test('writes a time before each line, and an empty line before each heading', () => {
    const cues = [cue(0, 'Hello.'), cue(3600, 'Bye.')];
    const chapters = [cue(0, 'Start'), cue(3600, 'End')];
    expect(formatTranscript(cues, placeHeadings(cues, chapters))).toBe('Start\n0:00 Hello.\n\nEnd\n1:00:00 Bye.\n');
    expect(formatTranscript(cues, new Map())).toBe('0:00 Hello.\n1:00:00 Bye.\n');
  });
});

describe('findCurrent', () => {
  const cues = [cue(2), cue(4), cue(4.5), cue(10)];

  test.each([
    [0, -1],
    [1.9, -1],
    [2, 0],
    // A browser may round the position of a seek.
    [3.99, 1],
    [4.6, 2],
    [9, 2],
    [1000, 3],
  ])('returns for %d s the index %d', (time, index) => {
    expect(findCurrent(cues, time)).toBe(index);
  });

  test('returns -1 without cues', () => {
    expect(findCurrent([], 5)).toBe(-1);
  });

  test('agrees with a search from the end', () => {
    const many = Array.from({ length: 500 }, (_, index) => cue(index * 1.5));
    for (let time = 0; time < 760; time += 0.7)
      expect(findCurrent(many, time)).toBe(many.findLastIndex(({ start }) => start <= time + 0.05));
  });
});

describe('formatTime', () => {
  test.each([
    [0, '0:00'],
    [9.99, '0:09'],
    [754, '12:34'],
    [3600, '1:00:00'],
    [36_061, '10:01:01'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(formatTime(seconds)).toBe(text);
  });
});

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
