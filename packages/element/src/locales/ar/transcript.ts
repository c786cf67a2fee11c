import type { TranscriptTexts } from '../en/transcript.js';

/** Arabic. */
export const ar: TranscriptTexts = {
  lang: 'ar',
  dir: 'rtl',
  transcript: 'النص المكتوب',
  search: 'البحث في النص',
  match: 'النتيجة {index} من {count}',
  noMatch: 'لا توجد نتائج',
  follow: 'العودة إلى الموضع الحالي',
  loading: 'يُحمَّل النص المكتوب مع الفيديو.',
  noPlayer: 'لا يوجد فيديو هنا بعد.',
  noTranscript: 'لا يوجد نص مكتوب لهذا الفيديو.',
};
