import type { TranscriptTexts } from '../en/transcript.js';

/** Hindi. */
export const hi: TranscriptTexts = {
  lang: 'hi',
  dir: 'ltr',
  transcript: 'प्रतिलेख',
  search: 'प्रतिलेख में खोजें',
  match: '{count} में से परिणाम {index}',
  noMatch: 'कोई परिणाम नहीं',
  follow: 'वर्तमान स्थान पर वापस जाएँ',
  loading: 'प्रतिलेख वीडियो के साथ लोड होता है।',
  noPlayer: 'यहाँ अभी कोई वीडियो नहीं है।',
  noTranscript: 'इस वीडियो का कोई प्रतिलेख नहीं है।',
};
