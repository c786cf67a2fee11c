import type { TranscriptTexts } from '../en/transcript.js';

/** Hebrew. */
export const he: TranscriptTexts = {
  lang: 'he',
  dir: 'rtl',
  transcript: 'תמליל',
  search: 'חיפוש בתמליל',
  match: 'תוצאה {index} מתוך {count}',
  noMatch: 'אין תוצאות',
  follow: 'חזרה למיקום הנוכחי',
  loading: 'התמליל נטען יחד עם הסרטון.',
  noPlayer: 'עדיין אין כאן סרטון.',
  noTranscript: 'לסרטון הזה אין תמליל.',
};
