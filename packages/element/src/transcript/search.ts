import type { TranscriptCue } from './cues.js';

/** The start and the end of a part of a text. */
export type TextRange = readonly [start: number, end: number];

/** Finds the cues that contain a text. */
export function findMatches(cues: readonly TranscriptCue[], query: string): ReadonlyMap<TranscriptCue, TextRange[]> {
  const wanted = fold(query.trim().replaceAll(/\s+/g, ' ')).text;
  const found = wanted ? cues.map((cue) => [cue, findRanges(cue.text, wanted)] as const) : [];
  return new Map(found.filter(([, ranges]) => ranges.length > 0));
}

function findRanges(text: string, wanted: string): TextRange[] {
  const folded = fold(text);
  const ranges: TextRange[] = [];
  for (let at = folded.text.indexOf(wanted); at >= 0; at = folded.text.indexOf(wanted, at + wanted.length))
    ranges.push([folded.starts[at]!, folded.ends[at + wanted.length - 1]!]);
  return ranges;
}

/**
 * Removes case and diacritics. `starts` and `ends` lead from each unit of the result to the
 * character that it comes from.
 */
function fold(original: string): { readonly text: string; readonly starts: number[]; readonly ends: number[] } {
  const [starts, ends]: [number[], number[]] = [[], []];
  let text = '';
  let end = 0;
  for (const character of original) {
    const start = end;
    end += character.length;
    // Not every mark: the vowels of Hindi are marks too.
    const plain = character
      .normalize('NFD')
      .replaceAll(/(?=\p{Mark})\p{Diacritic}/gu, '')
      .toLowerCase();
    text += plain;
    for (let unit = 0; unit < plain.length; unit += 1) {
      starts.push(start);
      ends.push(end);
    }
    // A combining character belongs to the one before it.
    if (!plain && ends.length > 0) ends[ends.length - 1] = end;
  }
  return { text, starts, ends };
}
