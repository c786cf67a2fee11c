import type { Messages } from './messages.js';

/** French. Register it with `addMessages(fr)`, or set it as `messages` of one element. */
export const fr: Messages = {
  lang: 'fr',
  dir: 'ltr',
  play: 'Lire la vidéo',
  loading: 'Chargement de la vidéo',
  retry: 'Réessayer',
  offline: 'Vous êtes hors ligne. La vidéo reprendra au retour de la connexion.',
  waitingForLive: 'La diffusion n’a pas encore commencé. Elle démarrera ici automatiquement.',
  broadcastEnded: 'La diffusion est terminée. Si elle reprend, elle redémarrera ici automatiquement.',
  errors: {
    config: 'Cette vidéo n’est pas configurée correctement.',
    'token-unreachable':
      'Impossible d’obtenir l’autorisation de lire cette vidéo. Vérifiez votre connexion et réessayez.',
    'token-denied': 'Vous n’êtes pas autorisé à regarder cette vidéo.',
    'token-malformed': 'Impossible d’obtenir l’autorisation de lire cette vidéo.',
    'token-mismatch': 'L’autorisation reçue concerne une autre vidéo.',
    'token-expired': 'Votre autorisation de regarder cette vidéo a expiré.',
    'token-rejected': 'L’autorisation de lire cette vidéo n’a pas été acceptée.',
    blocked: 'Cette vidéo ne peut pas être regardée depuis l’endroit où vous êtes.',
    'origin-not-allowed': 'Cette vidéo ne peut pas être lue sur ce site.',
    'not-downloadable': 'Cette vidéo ne peut pas être téléchargée.',
    'not-found': 'Cette vidéo est introuvable.',
    'not-live': 'La diffusion n’a pas encore commencé.',
    'not-ready': 'Cette vidéo n’est pas encore prête.',
    unsupported: 'Ce navigateur ne peut pas lire cette vidéo.',
    'sdk-blocked': 'Le lecteur a été bloqué, peut-être par un bloqueur de publicité ou un réglage de sécurité.',
    'frame-refused': 'Le lecteur n’a pas pu être affiché sur ce site.',
    network: 'La connexion a été perdue.',
    media: 'Cette vidéo n’a pas pu être lue.',
  },
};
