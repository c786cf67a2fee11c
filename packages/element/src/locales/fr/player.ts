import { Fr } from 'media-chrome/lang/fr';
import type { PlayerTexts } from '../en/player.js';

/** French. */
export const fr: PlayerTexts = {
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
