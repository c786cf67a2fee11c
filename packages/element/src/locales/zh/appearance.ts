import type { AppearanceTexts } from '../en/appearance.js';

/** Chinese. */
export const zh: AppearanceTexts = {
  lang: 'zh',
  title: '字幕外观',
  usual: '默认',
  preview: '字幕将如此显示。',
  reset: '重置',
  choices: {
    size: '大小',
    color: '文字颜色',
    background: '背景颜色',
    opacity: '背景不透明度',
    edge: '边缘',
    font: '字体',
  },
  colors: {
    white: '白色',
    yellow: '黄色',
    green: '绿色',
    cyan: '青色',
    blue: '蓝色',
    magenta: '品红色',
    red: '红色',
    black: '黑色',
  },
  edges: {
    none: '无',
    raised: '凸起',
    depressed: '凹陷',
    outline: '描边',
    shadow: '阴影',
  },
  fonts: {
    sansSerif: '无衬线体',
    serif: '衬线体',
    monospace: '等宽字体',
    monospaceSerif: '等宽衬线体',
    casual: '休闲体',
    cursive: '手写体',
    smallCaps: '小型大写字母',
  },
};
