import type { AppearanceTexts } from '../en/appearance.js';

/** Turkish. */
export const tr: AppearanceTexts = {
  lang: 'tr',
  title: 'Altyazı görünümü',
  usual: 'Varsayılan',
  preview: 'Altyazılar böyle görünür.',
  reset: 'Sıfırla',
  choices: {
    size: 'Boyut',
    color: 'Metin rengi',
    background: 'Arka plan rengi',
    opacity: 'Arka plan opaklığı',
    edge: 'Kenar',
    font: 'Yazı tipi',
  },
  colors: {
    white: 'Beyaz',
    yellow: 'Sarı',
    green: 'Yeşil',
    cyan: 'Camgöbeği',
    blue: 'Mavi',
    magenta: 'Macenta',
    red: 'Kırmızı',
    black: 'Siyah',
  },
  edges: {
    none: 'Yok',
    raised: 'Kabartmalı',
    depressed: 'Çökük',
    outline: 'Dış çizgi',
    shadow: 'Gölge',
  },
  fonts: {
    sansSerif: 'Serifsiz',
    serif: 'Serifli',
    monospace: 'Eş aralıklı',
    monospaceSerif: 'Eş aralıklı serifli',
    casual: 'Gündelik',
    cursive: 'El yazısı',
    smallCaps: 'Küçük büyük harf',
  },
};
