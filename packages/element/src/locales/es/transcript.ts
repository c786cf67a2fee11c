import type { TranscriptTexts } from '../en/transcript.js';

/** Spanish. */
export const es: TranscriptTexts = {
  lang: 'es',
  dir: 'ltr',
  transcript: 'Transcripción',
  search: 'Buscar en la transcripción',
  match: 'Resultado {index} de {count}',
  noMatch: 'Sin resultados',
  follow: 'Volver a la posición actual',
  loading: 'La transcripción se carga con el vídeo.',
  noPlayer: 'Aquí todavía no hay ningún vídeo.',
  noTranscript: 'Este vídeo no tiene transcripción.',
};
