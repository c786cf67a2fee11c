import type { AppearanceTexts } from '../en/appearance.js';

/** Hebrew. */
export const he: AppearanceTexts = {
  lang: 'he',
  title: 'מראה הכתוביות',
  usual: 'ברירת מחדל',
  preview: 'כך נראות הכתוביות.',
  reset: 'איפוס',
  choices: {
    size: 'גודל',
    color: 'צבע הטקסט',
    background: 'צבע הרקע',
    opacity: 'אטימות הרקע',
    edge: 'שוליים',
    font: 'גופן',
  },
  colors: {
    white: 'לבן',
    yellow: 'צהוב',
    green: 'ירוק',
    cyan: 'טורקיז',
    blue: 'כחול',
    magenta: 'מגנטה',
    red: 'אדום',
    black: 'שחור',
  },
  edges: {
    none: 'ללא',
    raised: 'מורם',
    depressed: 'שקוע',
    outline: 'קו מתאר',
    shadow: 'צל',
  },
  fonts: {
    sansSerif: 'ללא תגים',
    serif: 'עם תגים',
    monospace: 'רוחב קבוע',
    monospaceSerif: 'רוחב קבוע עם תגים',
    casual: 'לא רשמי',
    cursive: 'כתב יד',
    smallCaps: 'אותיות רישיות קטנות',
  },
};
