import { Fr } from 'media-chrome/lang/fr';
import type { AppearanceTexts } from '../en/appearance.js';
import type { PlayerTexts } from '../en/player.js';
import type { TranscriptTexts } from '../en/transcript.js';

/** French. */
export const player: PlayerTexts = {
  lang: 'fr',
  back: 'Retour à tous les réglages',
  close: 'Fermer',
  captionAppearance: 'Apparence des sous-titres',
  audioDescription: 'Audiodescription',
  speed: 'Vitesse',
  normal: 'Normale',
  original: 'Original',
  resumeAt: 'Reprendre à {time} ?',
  resume: 'Reprendre',
  startOver: 'Revoir depuis le début',
  nextTitle: 'À suivre : {title}',
  nextVideo: 'Vidéo suivante',
  playNow: 'Lire maintenant',
  cancel: 'Annuler',
  shortcuts: 'Raccourcis clavier',
  copyReport: 'Copier le rapport de débogage',
  keys: {
    playPause: 'Lire ou mettre en pause',
    seekBack: 'Reculer de 10 secondes',
    seekForward: 'Avancer de 10 secondes',
    volumeUp: 'Augmenter le volume',
    volumeDown: 'Baisser le volume',
    mute: 'Couper ou rétablir le son',
    captions: 'Activer ou désactiver les sous-titres',
    fullscreen: 'Activer ou quitter le plein écran',
    pictureInPicture: 'Activer ou quitter l’image dans l’image',
    slower: 'Plus lent',
    faster: 'Plus rapide',
    shortcuts: 'Cette liste',
  },
  controls: Fr,
};

export const appearance: AppearanceTexts = {
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

export const transcript: TranscriptTexts = {
  lang: 'fr',
  dir: 'ltr',
  transcript: 'Transcription',
  search: 'Rechercher dans la transcription',
  match: 'Résultat {index} sur {count}',
  noMatch: 'Aucun résultat',
  follow: 'Revenir à la position actuelle',
  download: 'Télécharger',
  loading: 'La transcription se charge avec la vidéo.',
  noPlayer: 'Il n’y a pas encore de vidéo ici.',
  noTranscript: 'Cette vidéo n’a pas de transcription.',
};
