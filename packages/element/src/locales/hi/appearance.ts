import type { AppearanceTexts } from '../en/appearance.js';

/** Hindi. */
export const hi: AppearanceTexts = {
  lang: 'hi',
  title: 'कैप्शन का रूप',
  usual: 'डिफ़ॉल्ट',
  preview: 'कैप्शन ऐसे दिखते हैं।',
  reset: 'रीसेट करें',
  choices: {
    size: 'आकार',
    color: 'टेक्स्ट का रंग',
    background: 'बैकग्राउंड का रंग',
    opacity: 'बैकग्राउंड की अपारदर्शिता',
    edge: 'किनारा',
    font: 'फ़ॉन्ट',
  },
  colors: {
    white: 'सफ़ेद',
    yellow: 'पीला',
    green: 'हरा',
    cyan: 'आसमानी',
    blue: 'नीला',
    magenta: 'मैजेंटा',
    red: 'लाल',
    black: 'काला',
  },
  edges: {
    none: 'कोई नहीं',
    raised: 'उभरा हुआ',
    depressed: 'धँसा हुआ',
    outline: 'आउटलाइन',
    shadow: 'परछाईं',
  },
  fonts: {
    sansSerif: 'बिना सेरिफ़',
    serif: 'सेरिफ़',
    monospace: 'समान चौड़ाई',
    monospaceSerif: 'समान चौड़ाई, सेरिफ़',
    casual: 'अनौपचारिक',
    cursive: 'हस्तलिपि',
    smallCaps: 'छोटे कैपिटल अक्षर',
  },
};
