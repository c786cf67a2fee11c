import type { TranscriptTexts } from '../en/transcript.js';

/** Portuguese. */
export const pt: TranscriptTexts = {
  lang: 'pt',
  dir: 'ltr',
  transcript: 'Transcrição',
  search: 'Pesquisar na transcrição',
  match: 'Resultado {index} de {count}',
  noMatch: 'Nenhum resultado',
  follow: 'Voltar à posição atual',
  loading: 'A transcrição é carregada com o vídeo.',
  noPlayer: 'Ainda não há nenhum vídeo aqui.',
  noTranscript: 'Este vídeo não tem transcrição.',
};
