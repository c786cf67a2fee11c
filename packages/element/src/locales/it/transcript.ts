import type { TranscriptTexts } from '../en/transcript.js';

/** Italian. */
export const it: TranscriptTexts = {
  lang: 'it',
  dir: 'ltr',
  transcript: 'Trascrizione',
  search: 'Cerca nella trascrizione',
  match: 'Risultato {index} di {count}',
  noMatch: 'Nessun risultato',
  follow: 'Torna alla posizione attuale',
  loading: 'La trascrizione si carica con il video.',
  noPlayer: 'Qui non c’è ancora un video.',
  noTranscript: 'Questo video non ha una trascrizione.',
};
