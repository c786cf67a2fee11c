import type { Messages } from './messages.js';

/** German. Register it with `addMessages(de)`, or set it as `messages` of one element. */
export const de: Messages = {
  lang: 'de',
  dir: 'ltr',
  play: 'Video abspielen',
  loading: 'Das Video wird geladen',
  retry: 'Erneut versuchen',
  offline: 'Sie sind offline. Das Video läuft weiter, sobald die Verbindung wieder da ist.',
  waitingForLive: 'Der Livestream hat noch nicht begonnen. Er startet hier automatisch.',
  broadcastEnded: 'Der Livestream ist zu Ende. Wenn er wieder beginnt, läuft er hier automatisch weiter.',
  errors: {
    config: 'Dieses Video ist nicht richtig eingerichtet.',
    'token-unreachable':
      'Die Erlaubnis für dieses Video konnte nicht abgerufen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    'token-denied': 'Sie dürfen dieses Video nicht ansehen.',
    'token-malformed': 'Die Erlaubnis für dieses Video konnte nicht abgerufen werden.',
    'token-mismatch': 'Die erhaltene Erlaubnis gilt für ein anderes Video.',
    'token-expired': 'Ihre Erlaubnis für dieses Video ist abgelaufen.',
    'token-rejected': 'Die Erlaubnis für dieses Video wurde nicht angenommen.',
    blocked: 'Dieses Video kann an Ihrem Ort nicht angesehen werden.',
    'origin-not-allowed': 'Dieses Video kann auf dieser Website nicht abgespielt werden.',
    'not-downloadable': 'Dieses Video kann nicht heruntergeladen werden.',
    'not-found': 'Dieses Video wurde nicht gefunden.',
    'not-live': 'Der Livestream hat noch nicht begonnen.',
    'not-ready': 'Dieses Video ist noch nicht fertig.',
    unsupported: 'Dieser Browser kann das Video nicht abspielen.',
    'sdk-blocked': 'Der Player wurde blockiert. Ein Werbeblocker oder eine Sicherheitseinstellung kann der Grund sein.',
    'frame-refused': 'Der Player konnte auf dieser Website nicht gezeigt werden.',
    network: 'Die Verbindung ist abgebrochen.',
    media: 'Dieses Video konnte nicht abgespielt werden.',
  },
};
