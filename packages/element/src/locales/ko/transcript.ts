import type { TranscriptTexts } from '../en/transcript.js';

/** Korean. */
export const ko: TranscriptTexts = {
  lang: 'ko',
  dir: 'ltr',
  transcript: '스크립트',
  search: '스크립트 검색',
  match: '결과 {count}개 중 {index}번째',
  noMatch: '결과 없음',
  follow: '현재 위치로 돌아가기',
  loading: '스크립트는 동영상과 함께 로드됩니다.',
  noPlayer: '여기에는 아직 동영상이 없습니다.',
  noTranscript: '이 동영상에는 스크립트가 없습니다.',
};
