import type { TranscriptTexts } from '../en/transcript.js';

/** Turkish. */
export const tr: TranscriptTexts = {
  lang: 'tr',
  dir: 'ltr',
  transcript: 'Döküm',
  search: 'Dökümde ara',
  match: 'Sonuç {index} / {count}',
  noMatch: 'Sonuç yok',
  follow: 'Geçerli konuma dön',
  loading: 'Döküm, videoyla birlikte yüklenir.',
  noPlayer: 'Burada henüz video yok.',
  noTranscript: 'Bu videonun dökümü yok.',
};
