import { HAVE_CURRENT_DATA } from '../media/media-port.js';

/** What a transcript shows. All but `ready` are a text. */
export type TranscriptStatus = 'ready' | 'loading' | 'noPlayer' | 'noTranscript';

export interface StatusInput {
  readonly hasCues: boolean;
  readonly hasTrack: boolean;
  /** Whether the cues of the track can be loaded. */
  readonly canLoad: boolean;
  /** Milliseconds since the first picture. */
  readonly waited: number;
  /** `null`: there is no player. */
  readonly media: { readonly readyState: number; readonly error: unknown } | null;
}

/**
 * Nothing tells whether the file of a track has failed: a page sees its `<track>`, and not those in
 * a shadow tree.
 */
const LOADING_MS = 15_000;

export function deriveStatus({ hasCues, hasTrack, canLoad, waited, media }: StatusInput): TranscriptStatus {
  if (hasCues) return 'ready';
  if (!media) return 'noPlayer';
  if (media.error) return 'noTranscript';
  if (hasTrack) return canLoad && waited < LOADING_MS ? 'loading' : 'noTranscript';
  return media.readyState < HAVE_CURRENT_DATA ? 'loading' : 'noTranscript';
}
