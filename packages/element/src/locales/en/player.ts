import { En, type TranslateDictionary } from 'media-chrome/lang/en';

/** The texts of the controls of `<secure-stream-player>`, in one language. */
export interface PlayerTexts {
  /** BCP 47, as in `Messages`. */
  readonly lang: string;
  /** The button that leads from a list of settings back to the others. */
  readonly back: string;
  readonly close: string;
  /** The entry of the settings menu that leads to the appearance of captions. */
  readonly captionAppearance: string;
  /** The button that turns audio description on and off. */
  readonly audioDescription: string;
  /** The entry of the settings menu that leads to the speeds. */
  readonly speed: string;
  /** The speed at which the video was made. */
  readonly normal: string;
  /** The audio track with which the video was made. */
  readonly original: string;
  /** Asks whether to continue where the viewer stopped: at `{time}`. */
  readonly resumeAt: string;
  /** The answers. */
  readonly resume: string;
  readonly startOver: string;
  /** Says that `{title}` plays when this video has ended. */
  readonly nextTitle: string;
  /** The same for a video without a title. */
  readonly nextVideo: string;
  /** Plays it at once. */
  readonly playNow: string;
  /** Stays at the end of this video. */
  readonly cancel: string;
  /** The title of the list of keys. */
  readonly shortcuts: string;
  /** The button below it, which copies a description of the player for a bug report. */
  readonly copyReport: string;
  /** What the keys do. */
  readonly keys: Readonly<Record<KeyAction, string>>;
  /** The texts of media-chrome. */
  readonly controls: Readonly<TranslateDictionary>;
}

export type KeyAction =
  | 'playPause'
  | 'seekBack'
  | 'seekForward'
  | 'volumeUp'
  | 'volumeDown'
  | 'mute'
  | 'captions'
  | 'fullscreen'
  | 'pictureInPicture'
  | 'slower'
  | 'faster'
  | 'shortcuts';

export const en: PlayerTexts = {
  lang: 'en',
  back: 'Back to all settings',
  close: 'Close',
  captionAppearance: 'Caption appearance',
  audioDescription: 'Audio description',
  speed: 'Speed',
  normal: 'Normal',
  original: 'Original',
  resumeAt: 'Continue at {time}?',
  resume: 'Continue',
  startOver: 'Start over',
  nextTitle: 'Next: {title}',
  nextVideo: 'Next video',
  playNow: 'Play now',
  cancel: 'Cancel',
  shortcuts: 'Keyboard shortcuts',
  copyReport: 'Copy debug report',
  keys: {
    playPause: 'Play or pause',
    seekBack: 'Back 10 seconds',
    seekForward: 'Forward 10 seconds',
    volumeUp: 'Louder',
    volumeDown: 'Quieter',
    mute: 'Mute or unmute',
    captions: 'Captions on or off',
    fullscreen: 'Full screen on or off',
    pictureInPicture: 'Picture-in-picture on or off',
    slower: 'Slower',
    faster: 'Faster',
    shortcuts: 'This list',
  },
  controls: En,
};
