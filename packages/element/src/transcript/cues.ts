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
