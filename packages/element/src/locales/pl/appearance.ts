import type { AppearanceTexts } from '../en/appearance.js';

/** Polish. */
export const pl: AppearanceTexts = {
  lang: 'pl',
  title: 'Wygląd napisów',
  usual: 'Domyślne',
  preview: 'Tak wyglądają napisy.',
  reset: 'Resetuj',
  choices: {
    size: 'Rozmiar',
    color: 'Kolor tekstu',
    background: 'Kolor tła',
    opacity: 'Krycie tła',
    edge: 'Krawędź',
    font: 'Czcionka',
  },
  colors: {
    white: 'Biały',
    yellow: 'Żółty',
    green: 'Zielony',
    cyan: 'Cyjan',
    blue: 'Niebieski',
    magenta: 'Purpurowy',
    red: 'Czerwony',
    black: 'Czarny',
  },
  edges: {
    none: 'Brak',
    raised: 'Wypukła',
    depressed: 'Wklęsła',
    outline: 'Obrys',
    shadow: 'Cień',
  },
  fonts: {
    sansSerif: 'Bezszeryfowa',
    serif: 'Szeryfowa',
    monospace: 'O stałej szerokości',
    monospaceSerif: 'O stałej szerokości, szeryfowa',
    casual: 'Swobodna',
    cursive: 'Pisanka',
    smallCaps: 'Kapitaliki',
  },
};
