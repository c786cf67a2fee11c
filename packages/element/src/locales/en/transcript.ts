/** The texts of `<secure-stream-transcript>`, in one language. */
export interface TranscriptTexts {
  /** BCP 47, as in `Messages`. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** The name of the region. */
  readonly transcript: string;
  /** The label of the search field. */
  readonly search: string;
  /** Which of the lines that contain the text is marked. */
  readonly match: string;
  readonly noMatch: string;
  /** The button that shows the line at the position of playback again. */
  readonly follow: string;
  /** The button that saves the lines as a text file. */
  readonly download: string;
  /** Shown instead of the list. */
  readonly loading: string;
  readonly noPlayer: string;
  readonly noTranscript: string;
}

export const en: TranscriptTexts = {
  lang: 'en',
  dir: 'ltr',
  transcript: 'Transcript',
  search: 'Search the transcript',
  match: 'Match {index} of {count}',
  noMatch: 'No matches',
  follow: 'Back to current position',
  download: 'Download',
  loading: 'The transcript loads with the video.',
  noPlayer: 'There is no video here yet.',
  noTranscript: 'There is no transcript of this video.',
};
