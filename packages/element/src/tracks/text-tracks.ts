import type { MediaPort } from '../media/media-port.js';

/** A text or audio track in terms that any engine understands: no index and no id. */
export interface TrackDescription {
  readonly kind?: string | undefined;
  readonly label?: string | undefined;
  readonly language?: string | undefined;
}

/** A text track, and whether it was shown. */
export type TextTrackChoice = Pick<TextTrack, 'kind' | 'label' | 'language' | 'mode'>;

/** Lists the text tracks. Only a `<video>` has any. */
export const listTextTracks = ({ textTracks }: Pick<MediaPort, 'textTracks'>): TextTrack[] =>
  Array.from(textTracks ?? []);

export const readTextTracks = (media: Pick<MediaPort, 'textTracks'>): TextTrackChoice[] =>
  listTextTracks(media).map(({ kind, label, language, mode }) => ({ kind, label, language, mode }));

/** Whether both are the same track, perhaps of another player. */
export const isSameTrack = (first: TrackDescription, second: TrackDescription): boolean =>
  first.kind === second.kind && first.label === second.label && first.language === second.language;

export const isCaptions = ({ kind }: Pick<TextTrack, 'kind'>): boolean => kind === 'captions' || kind === 'subtitles';

/** Whether a viewer sees these captions. */
export const isShown = (track: Pick<TextTrack, 'kind' | 'mode'>): boolean =>
  isCaptions(track) && track.mode === 'showing';

/** Returns the track that matches best: the same, else of the same kind and language, else of the same language. */
export function findCounterpart<Track extends TrackDescription>(
  tracks: Iterable<Track>,
  chosen: TrackDescription,
): Track | null {
  const all = [...tracks].filter(({ language }) => language === chosen.language);
  const ofKind = all.filter(({ kind }) => kind === chosen.kind);
  return ofKind.find(({ label }) => label === chosen.label) ?? ofKind[0] ?? all[0] ?? null;
}

/**
 * Returns the text track for a BCP 47 tag: an exact match, else a more specific one (`de-AT` for `de`), else a more general one (`de` for
 * `de-AT`). The comparison ignores case. A `forced` track translates only a few lines, so its language never selects it.
 */
export function findByLanguage<Track extends Pick<TextTrack, 'kind' | 'language'>>(
  tracks: readonly Track[],
  wanted: string,
  isForced: (track: Track) => boolean = () => false,
): Track | undefined {
  const candidates = tracks.filter((track) => isCaptions(track) && !isForced(track));
  const find = (fits: (tag: string) => boolean) => candidates.find(({ language }) => fits(language.toLowerCase()));
  const tag = wanted.trim().toLowerCase();
  if (tag === '') return undefined;
  const found = find((other) => other === tag) ?? find((other) => other.startsWith(`${tag}-`));
  for (let end = tag.lastIndexOf('-'), general = found; ; end = tag.lastIndexOf('-', end - 1)) {
    if (general || end < 1) return general;
    general = find((other) => other === tag.slice(0, end));
  }
}
