import type { AppearanceTexts } from '../en/appearance.js';

/** Korean. */
export const ko: AppearanceTexts = {
  lang: 'ko',
  title: '자막 모양',
  usual: '기본값',
  preview: '자막이 이렇게 표시됩니다.',
  reset: '초기화',
  choices: {
    size: '크기',
    color: '글자 색',
    background: '배경색',
    opacity: '배경 불투명도',
    edge: '가장자리',
    font: '글꼴',
  },
  colors: {
    white: '흰색',
    yellow: '노란색',
    green: '초록색',
    cyan: '청록색',
    blue: '파란색',
    magenta: '자홍색',
    red: '빨간색',
    black: '검은색',
  },
  edges: {
    none: '없음',
    raised: '볼록',
    depressed: '오목',
    outline: '윤곽선',
    shadow: '그림자',
  },
  fonts: {
    sansSerif: '고딕체',
    serif: '명조체',
    monospace: '고정폭',
    monospaceSerif: '고정폭 명조체',
    casual: '캐주얼',
    cursive: '필기체',
    smallCaps: '작은 대문자',
  },
};
