import type { TranscriptTexts } from '../en/transcript.js';

/** Polish. */
export const pl: TranscriptTexts = {
  lang: 'pl',
  dir: 'ltr',
  transcript: 'Transkrypcja',
  search: 'Szukaj w transkrypcji',
  match: 'Wynik {index} z {count}',
  noMatch: 'Brak wyników',
  follow: 'Wróć do bieżącego miejsca',
  loading: 'Transkrypcja wczytuje się razem z filmem.',
  noPlayer: 'Nie ma tu jeszcze filmu.',
  noTranscript: 'Ten film nie ma transkrypcji.',
};
