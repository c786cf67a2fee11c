import { De } from 'media-chrome/lang/de';
import type { PlayerTexts } from '../en/player.js';

/** German. */
export const de: PlayerTexts = {
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
