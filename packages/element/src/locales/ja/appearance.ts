import type { AppearanceTexts } from '../en/appearance.js';

/** Japanese. */
export const ja: AppearanceTexts = {
  lang: 'ja',
  title: '字幕のデザイン',
  usual: '標準',
  preview: '字幕はこのように表示されます。',
  reset: 'リセット',
  choices: {
    size: 'サイズ',
    color: '文字の色',
    background: '背景色',
    opacity: '背景の不透明度',
    edge: '縁取り',
    font: 'フォント',
  },
  colors: {
    white: '白',
    yellow: '黄',
    green: '緑',
    cyan: 'シアン',
    blue: '青',
    magenta: 'マゼンタ',
    red: '赤',
    black: '黒',
  },
  edges: {
    none: 'なし',
    raised: '浮き出し',
    depressed: 'くぼみ',
    outline: '輪郭',
    shadow: '影付き',
  },
  fonts: {
    sansSerif: 'ゴシック体',
    serif: '明朝体',
    monospace: '等幅',
    monospaceSerif: '等幅(セリフ)',
    casual: 'カジュアル',
    cursive: '筆記体',
    smallCaps: 'スモールキャップ',
  },
};
