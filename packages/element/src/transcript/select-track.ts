import { findByLanguage, isCaptions, isShown } from '../tracks/text-tracks.js';

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
    tracks.find(isShown) ??
    findByLanguage(tracks, lastShown) ??
    findByLanguage(tracks, lang) ??
    tracks.find(isCaptions)
  );
}
