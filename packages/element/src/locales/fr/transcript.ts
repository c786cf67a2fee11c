import type { TranscriptTexts } from '../en/transcript.js';

/** French. */
export const fr: TranscriptTexts = {
  lang: 'fr',
  dir: 'ltr',
  transcript: 'Transcription',
  search: 'Rechercher dans la transcription',
  match: 'Résultat {index} sur {count}',
  noMatch: 'Aucun résultat',
  follow: 'Revenir à la position actuelle',
  loading: 'La transcription se charge avec la vidéo.',
  noPlayer: 'Il n’y a pas encore de vidéo ici.',
  noTranscript: 'Cette vidéo n’a pas de transcription.',
};
