import { findByLanguage } from '../tracks/default-text-track.js';

export type CaptionTrack = Pick<TextTrack, 'kind' | 'language' | 'mode'>;

export interface TrackPreferences {
  /** The language that the page asks for. Empty: none. */
  readonly srclang: string;
  /** The language of the page. */
  readonly lang: string;
  /**
   * The language of the captions that were shown last. Tracks are replaced when a player recovers.
   */
  readonly lastShown: string;
}

export const isCaptions = ({ kind }: Pick<TextTrack, 'kind'>): boolean => kind === 'captions' || kind === 'subtitles';

/** Returns the captions that a viewer sees. */
export const findShown = <Track extends CaptionTrack>(tracks: readonly Track[]): Track | undefined =>
  tracks.find((track) => isCaptions(track) && track.mode === 'showing');

/**
 * Returns the captions to read: those in `srclang`, else those that are shown, else those that were
 * shown last, else those in the language of the page, else the first.
 */
export function selectTrack<Track extends CaptionTrack>(
  tracks: readonly Track[],
  { srclang, lang, lastShown }: TrackPreferences,
): Track | undefined {
  return (
    findByLanguage(tracks, srclang) ??
    findShown(tracks) ??
    findByLanguage(tracks, lastShown) ??
    findByLanguage(tracks, lang) ??
    tracks.find(isCaptions)
  );
}
