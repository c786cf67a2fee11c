import type { TranscriptTexts } from '../en/transcript.js';

/** Dutch. */
export const nl: TranscriptTexts = {
  lang: 'nl',
  dir: 'ltr',
  transcript: 'Transcriptie',
  search: 'Zoeken in de transcriptie',
  match: 'Resultaat {index} van {count}',
  noMatch: 'Geen resultaten',
  follow: 'Terug naar de huidige positie',
  loading: 'De transcriptie wordt met de video geladen.',
  noPlayer: 'Hier is nog geen video.',
  noTranscript: 'Deze video heeft geen transcriptie.',
};
