import type { KeyAction } from '../locales/en/player.js';

/** The keys of media-chrome, in the order in which the help lists them. */
export const KEYS: readonly (readonly [KeyAction, readonly string[]])[] = [
  ['playPause', ['k', '␣']],
  ['seekBack', ['←', 'j']],
  ['seekForward', ['→', 'l']],
  ['volumeUp', ['↑']],
  ['volumeDown', ['↓']],
  ['mute', ['m']],
  ['captions', ['c']],
  ['fullscreen', ['f']],
  ['pictureInPicture', ['p']],
  ['slower', ['<']],
  ['faster', ['>']],
  ['shortcuts', ['?']],
];
