import { De } from 'media-chrome/lang/de';
import type { AppearanceTexts } from '../en/appearance.js';
import type { PlayerTexts } from '../en/player.js';
import type { TranscriptTexts } from '../en/transcript.js';

/** German. */
export const player: PlayerTexts = {
  lang: 'de',
  back: 'Zurück zu allen Einstellungen',
  close: 'Schließen',
  captionAppearance: 'Aussehen der Untertitel',
  audioDescription: 'Audiodeskription',
  speed: 'Geschwindigkeit',
  normal: 'Normal',
  original: 'Original',
  resumeAt: 'Bei {time} weiterschauen?',
  resume: 'Weiterschauen',
  startOver: 'Von vorn',
  nextTitle: 'Als Nächstes: {title}',
  nextVideo: 'Nächstes Video',
  playNow: 'Jetzt abspielen',
  cancel: 'Abbrechen',
  shortcuts: 'Tastenkürzel',
  copyReport: 'Fehlerbericht kopieren',
  keys: {
    playPause: 'Abspielen oder anhalten',
    seekBack: '10 Sekunden zurück',
    seekForward: '10 Sekunden vor',
    volumeUp: 'Lauter',
    volumeDown: 'Leiser',
    mute: 'Ton aus oder ein',
    captions: 'Untertitel ein oder aus',
    fullscreen: 'Vollbild ein oder aus',
    pictureInPicture: 'Bild-im-Bild ein oder aus',
    slower: 'Langsamer',
    faster: 'Schneller',
    shortcuts: 'Diese Liste',
  },
  controls: De,
};

export const appearance: AppearanceTexts = {
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

export const transcript: TranscriptTexts = {
  lang: 'de',
  dir: 'ltr',
  transcript: 'Transkript',
  search: 'Transkript durchsuchen',
  match: 'Treffer {index} von {count}',
  noMatch: 'Keine Treffer',
  follow: 'Zurück zur aktuellen Stelle',
  download: 'Herunterladen',
  loading: 'Das Transkript wird mit dem Video geladen.',
  noPlayer: 'Hier ist noch kein Video.',
  noTranscript: 'Zu diesem Video gibt es kein Transkript.',
};
