import type { TranscriptTexts } from '../en/transcript.js';

/** Japanese. */
export const ja: TranscriptTexts = {
  lang: 'ja',
  dir: 'ltr',
  transcript: '文字起こし',
  search: '文字起こしを検索',
  match: '{count} 件中 {index} 件目',
  noMatch: '一致する行はありません',
  follow: '現在の位置に戻る',
  loading: '文字起こしは動画と一緒に読み込まれます。',
  noPlayer: 'ここにはまだ動画がありません。',
  noTranscript: 'この動画には文字起こしがありません。',
};
