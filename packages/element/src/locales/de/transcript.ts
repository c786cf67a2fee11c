import type { TranscriptTexts } from '../en/transcript.js';

/** German. */
export const de: TranscriptTexts = {
  lang: 'de',
  dir: 'ltr',
  transcript: 'Transkript',
  search: 'Transkript durchsuchen',
  match: 'Treffer {index} von {count}',
  noMatch: 'Keine Treffer',
  follow: 'Zurück zur aktuellen Stelle',
  loading: 'Das Transkript wird mit dem Video geladen.',
  noPlayer: 'Hier ist noch kein Video.',
  noTranscript: 'Zu diesem Video gibt es kein Transkript.',
};
