import type { AppearanceTexts } from '../en/appearance.js';

/** Arabic. */
export const ar: AppearanceTexts = {
  lang: 'ar',
  title: 'مظهر الترجمة',
  usual: 'افتراضي',
  preview: 'هكذا تظهر الترجمة.',
  reset: 'إعادة الضبط',
  choices: {
    size: 'الحجم',
    color: 'لون النص',
    background: 'لون الخلفية',
    opacity: 'عتامة الخلفية',
    edge: 'الحواف',
    font: 'الخط',
  },
  colors: {
    white: 'أبيض',
    yellow: 'أصفر',
    green: 'أخضر',
    cyan: 'سماوي',
    blue: 'أزرق',
    magenta: 'أرجواني',
    red: 'أحمر',
    black: 'أسود',
  },
  edges: {
    none: 'بلا',
    raised: 'بارزة',
    depressed: 'غائرة',
    outline: 'محدّدة',
    shadow: 'ظل',
  },
  fonts: {
    sansSerif: 'بلا زوائد',
    serif: 'بزوائد',
    monospace: 'ثابت العرض',
    monospaceSerif: 'ثابت العرض بزوائد',
    casual: 'غير رسمي',
    cursive: 'مخطوط باليد',
    smallCaps: 'أحرف كبيرة صغيرة',
  },
};
