import type { AppearanceTexts } from '../en/appearance.js';

/** French. */
export const fr: AppearanceTexts = {
  lang: 'fr',
  title: 'Apparence des sous-titres',
  usual: 'Par défaut',
  preview: 'Voici l’apparence des sous-titres.',
  reset: 'Réinitialiser',
  choices: {
    size: 'Taille',
    color: 'Couleur du texte',
    background: 'Couleur du fond',
    opacity: 'Opacité du fond',
    edge: 'Contour',
    font: 'Police',
  },
  colors: {
    white: 'Blanc',
    yellow: 'Jaune',
    green: 'Vert',
    cyan: 'Turquoise',
    blue: 'Bleu',
    magenta: 'Fuchsia',
    red: 'Rouge',
    black: 'Noir',
  },
  edges: {
    none: 'Aucun',
    raised: 'En relief',
    depressed: 'En creux',
    outline: 'Détouré',
    shadow: 'Ombre portée',
  },
  fonts: {
    sansSerif: 'Sans empattement',
    serif: 'Avec empattements',
    monospace: 'Chasse fixe',
    monospaceSerif: 'Chasse fixe avec empattements',
    casual: 'Décontractée',
    cursive: 'Cursive liée',
    smallCaps: 'Petites capitales',
  },
};
