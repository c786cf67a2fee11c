import type { TrackDescription } from './text-tracks.js';

/** An audio track as far as the choice needs it. */
interface AudioChoice extends TrackDescription {
  readonly enabled: boolean;
}

/** How labels name audio description in the languages of the player, in any case. */
const NAMES =
  /audio[\s-]?(des[ck]r|beschr)|\bdescri(bed|ptive)\b|sesli betimleme|音声解説|解説放送|화면\s?해설|口述影像|وصف صوتي|الوصف الصوتي|תיאור קולי|ऑडियो विवरण/i;
/** A word of two capital letters. */
const ABBREVIATION = /\bAD\b/;

/**
 * Whether an audio track contains audio description: by its kind (HTML; from the characteristic
 * `public.accessibility.describes-video` in HLS), by its label, or because the page names its label.
 */
export const isDescribed = ({ kind, label = '' }: TrackDescription, describedLabel = ''): boolean =>
  kind === 'main-desc' || (describedLabel ? label === describedLabel : NAMES.test(label) || ABBREVIATION.test(label));

/**
 * Returns the audio track with audio description, or without, in the language that plays. Nothing
 * if there is none, or if it plays already.
 */
export function findAudio<Track extends AudioChoice>(
  tracks: readonly Track[],
  hasDescription: boolean,
  describedLabel?: string,
): Track | undefined {
  const enabled = tracks.find((track) => track.enabled);
  if (!enabled || isDescribed(enabled, describedLabel) === hasDescription) return undefined;
  const others = tracks.filter((track) => isDescribed(track, describedLabel) === hasDescription);
  const same = others.find(({ language }) => language === enabled.language);
  // Where the page names the track, or without another way back, the language does not matter.
  return (
    same ?? (hasDescription && !describedLabel ? undefined : (others.find(({ kind }) => kind === 'main') ?? others[0]))
  );
}

/** Returns the text descriptions in the first of the languages that has any, else any. */
export function findTextDescriptions<Track extends Pick<TextTrack, 'kind' | 'language'>>(
  tracks: readonly Track[],
  languages: readonly string[],
): Track | undefined {
  const all = tracks.filter(({ kind }) => kind === 'descriptions');
  const primary = (tag: string) => tag.toLowerCase().split('-')[0];
  for (const wanted of languages) {
    const found = all.find(({ language }) => language && primary(language) === primary(wanted));
    if (found) return found;
  }
  return all[0];
}
