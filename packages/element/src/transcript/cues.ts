/** A line of the transcript. */
export interface TranscriptCue {
  /** Seconds. */
  readonly start: number;
  /** Without markup, in one line. */
  readonly text: string;
  readonly key: string;
}

/** What the transcript reads of a `VTTCue`. Other cues have no text. */
export interface CueSource {
  readonly startTime: number;
  readonly text?: string;
  getCueAsHTML?(): { readonly textContent: string | null };
}

export function readCue(cue: CueSource): TranscriptCue {
  const plain = cue.getCueAsHTML?.().textContent ?? cue.text?.replaceAll(/<[^<>]*>/g, '') ?? '';
  const text = plain.replaceAll(/\s+/g, ' ').trim();
  return { start: cue.startTime, text, key: `${cue.startTime.toFixed(2)} ${text}` };
}

/** Adds cues in the order of their time. Returns the same list if none of them is new. */
export function mergeCues(known: readonly TranscriptCue[], others: readonly TranscriptCue[]): readonly TranscriptCue[] {
  const byKey = new Map(known.map((cue) => [cue.key, cue]));
  for (const cue of others) if (cue.text && !byKey.has(cue.key)) byKey.set(cue.key, cue);
  return byKey.size === known.length ? known : [...byKey.values()].sort((a, b) => a.start - b.start);
}

/** Returns the title of each chapter with the first line that begins in it. */
export function placeHeadings(
  cues: readonly TranscriptCue[],
  chapters: readonly TranscriptCue[],
): ReadonlyMap<TranscriptCue, string> {
  const chapterOf = (cue: TranscriptCue | undefined) => (cue ? findCurrent(chapters, cue.start) : -1);
  const isFirst = (cue: TranscriptCue, index: number) => chapterOf(cue) > chapterOf(cues[index - 1]);
  return new Map(cues.filter(isFirst).map((cue) => [cue, chapters[chapterOf(cue)]!.text]));
}

/** The lines as a text file: a time in front of each, and an empty line before each heading. */
export function formatTranscript(cues: readonly TranscriptCue[], headings: ReadonlyMap<TranscriptCue, string>): string {
  const lines = cues.flatMap((cue) => {
    const heading = headings.get(cue);
    return [...(heading ? ['', heading] : []), `${formatTime(cue.start)} ${cue.text}`];
  });
  return `${lines.join('\n').trimStart()}\n`;
}

/** Seconds. Browsers round the position of a seek. */
const TOLERANCE_S = 0.05;

/** Returns the index of the last cue that has begun, or -1. */
export function findCurrent(cues: readonly TranscriptCue[], time: number): number {
  let [low, high] = [0, cues.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cues[middle]!.start <= time + TOLERANCE_S) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** `m:ss`, and `h:mm:ss` from an hour on. */
export function formatTime(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const pad = (value: number) => String(value).padStart(2, '0');
  const rest = pad(Math.floor(seconds) % 60);
  return hours ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}

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
