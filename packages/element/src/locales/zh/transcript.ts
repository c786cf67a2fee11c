import type { TranscriptTexts } from '../en/transcript.js';

/** Chinese. */
export const zh: TranscriptTexts = {
  lang: 'zh',
  dir: 'ltr',
  transcript: '文字稿',
  search: '搜索文字稿',
  match: '第 {index} 个结果，共 {count} 个',
  noMatch: '没有结果',
  follow: '回到当前位置',
  loading: '文字稿随视频一起加载。',
  noPlayer: '这里还没有视频。',
  noTranscript: '此视频没有文字稿。',
};
