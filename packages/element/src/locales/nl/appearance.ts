import type { AppearanceTexts } from '../en/appearance.js';

/** Dutch. */
export const nl: AppearanceTexts = {
  lang: 'nl',
  title: 'Weergave van ondertitels',
  usual: 'Standaard',
  preview: 'Zo zien ondertitels eruit.',
  reset: 'Herstellen',
  choices: {
    size: 'Grootte',
    color: 'Tekstkleur',
    background: 'Achtergrondkleur',
    opacity: 'Dekking van de achtergrond',
    edge: 'Rand',
    font: 'Lettertype',
  },
  colors: {
    white: 'Wit',
    yellow: 'Geel',
    green: 'Groen',
    cyan: 'Cyaan',
    blue: 'Blauw',
    magenta: 'Fuchsia',
    red: 'Rood',
    black: 'Zwart',
  },
  edges: {
    none: 'Geen',
    raised: 'Verhoogd',
    depressed: 'Verzonken',
    outline: 'Omlijnd',
    shadow: 'Slagschaduw',
  },
  fonts: {
    sansSerif: 'Schreefloos',
    serif: 'Met schreven',
    monospace: 'Vaste breedte',
    monospaceSerif: 'Vaste breedte met schreven',
    casual: 'Informeel',
    cursive: 'Schrijfletter',
    smallCaps: 'Klein kapitaal',
  },
};
