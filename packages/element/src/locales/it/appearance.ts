import type { AppearanceTexts } from '../en/appearance.js';

/** Italian. */
export const it: AppearanceTexts = {
  lang: 'it',
  title: 'Aspetto dei sottotitoli',
  usual: 'Predefinito',
  preview: 'Ecco come appaiono i sottotitoli.',
  reset: 'Ripristina',
  choices: {
    size: 'Dimensione',
    color: 'Colore del testo',
    background: 'Colore dello sfondo',
    opacity: 'Opacità dello sfondo',
    edge: 'Bordo',
    font: 'Carattere',
  },
  colors: {
    white: 'Bianco',
    yellow: 'Giallo',
    green: 'Verde',
    cyan: 'Ciano',
    blue: 'Blu',
    magenta: 'Fucsia',
    red: 'Rosso',
    black: 'Nero',
  },
  edges: {
    none: 'Nessuno',
    raised: 'In rilievo',
    depressed: 'Incassato',
    outline: 'Contorno',
    shadow: 'Ombra',
  },
  fonts: {
    sansSerif: 'Senza grazie',
    serif: 'Con grazie',
    monospace: 'A spaziatura fissa',
    monospaceSerif: 'A spaziatura fissa con grazie',
    casual: 'Informale',
    cursive: 'Corsivo',
    smallCaps: 'Maiuscoletto',
  },
};
