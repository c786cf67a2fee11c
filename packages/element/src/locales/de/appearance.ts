import type { AppearanceTexts } from '../en/appearance.js';

/** German. */
export const de: AppearanceTexts = {
  lang: 'de',
  title: 'Aussehen der Untertitel',
  usual: 'Standard',
  preview: 'So sehen Untertitel aus.',
  reset: 'Zurücksetzen',
  choices: {
    size: 'Größe',
    color: 'Textfarbe',
    background: 'Hintergrundfarbe',
    opacity: 'Deckkraft des Hintergrunds',
    edge: 'Kontur',
    font: 'Schriftart',
  },
  colors: {
    white: 'Weiß',
    yellow: 'Gelb',
    green: 'Grün',
    cyan: 'Türkis',
    blue: 'Blau',
    magenta: 'Magentarot',
    red: 'Rot',
    black: 'Schwarz',
  },
  edges: {
    none: 'Keine',
    raised: 'Erhaben',
    depressed: 'Vertieft',
    outline: 'Umriss',
    shadow: 'Schlagschatten',
  },
  fonts: {
    sansSerif: 'Serifenlos',
    serif: 'Mit Serifen',
    monospace: 'Feste Breite',
    monospaceSerif: 'Feste Breite mit Serifen',
    casual: 'Locker',
    cursive: 'Schreibschrift',
    smallCaps: 'Kapitälchen',
  },
};
