import type { StreamErrorReason } from '../errors/stream-error.js';

/** The texts of the overlays, in one language. */
export interface Messages {
  /** BCP 47, such as `de` or `pt-BR`. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly play: string;
  readonly loading: string;
  readonly retry: string;
  /** Shown after the reason while the player retries. */
  readonly retrying: string;
  /** The button that retries at once. */
  readonly tryNow: string;
  /** The viewer is offline. Playback continues when the connection returns. */
  readonly offline: string;
  /** A live input without a live stream. Playback starts when the live stream does. */
  readonly waitingForLive: string;
  /** A live stream has ended. If it starts again, so does playback. */
  readonly broadcastEnded: string;
  /** The viewer's account is watching on so many devices: `{limit}`. By the plural category of the language. */
  readonly watching: PluralForms;
  /** The button that continues playback here and ends it on another device. */
  readonly watchHere: string;
  /** The viewer's message for each reason. */
  readonly errors: Readonly<Record<StreamErrorReason, string>>;
}

/** A text for each plural category of a language (`Intl.PluralRules`). `other` stands for a missing one. */
export interface PluralForms extends Partial<Record<Intl.LDMLPluralRule, string>> {
  readonly other: string;
}

/** English, always registered. */
export const english: Messages = {
  lang: 'en',
  dir: 'ltr',
  play: 'Play the video',
  loading: 'Loading the video',
  retry: 'Try again',
  retrying: 'Trying again…',
  tryNow: 'Try now',
  offline: 'You are offline. The video will continue when the connection is back.',
  waitingForLive: 'The live stream has not started yet. It will start here automatically.',
  broadcastEnded: 'The live stream has ended. If it starts again, it will play here automatically.',
  watching: {
    one: 'This account is watching on another device.',
    other: 'This account is watching on {limit} devices.',
  },
  watchHere: 'Watch here instead',
  errors: {
    config: 'This video is not set up correctly.',
    'token-unreachable': 'We could not reach the site that permits this video.',
    'token-denied': 'You do not have permission to watch this video.',
    'viewing-limit': 'This account is watching on as many devices as allowed.',
    displaced: 'Playback continued on another device.',
    revoked: 'You no longer have permission to watch this video.',
    'token-malformed': 'We could not get permission to play this video.',
    'token-mismatch': 'The permission that we received is for another video.',
    'token-expired': 'Your permission to watch this video has expired.',
    'token-rejected': 'The permission to play this video was not accepted.',
    blocked: 'This video cannot be watched from your location.',
    'origin-not-allowed': 'This video cannot be played on this site.',
    'not-downloadable': 'This video cannot be downloaded.',
    'not-found': 'This video could not be found.',
    'not-live': 'The live stream has not started yet.',
    'not-ready': 'This video is not ready yet.',
    unsupported: 'This browser cannot play this video.',
    'sdk-blocked': 'The player was blocked. The cause may be an ad blocker or a security setting.',
    'frame-refused': 'The player could not be shown on this site.',
    network: 'The connection was lost.',
    media: 'This video could not be played.',
  },
};

const messagesByLanguage = new Map<string, Messages>([['en', english]]);

/** Registers languages for every `<secure-stream>` of the page. A language that is already registered is replaced. */
export function addMessages(...added: readonly Messages[]): void {
  for (const messages of added) messagesByLanguage.set(messages.lang.toLowerCase(), messages);
}

/** Returns the messages for a language tag: the exact tag, else the language without its region, else English. */
export function findMessages(lang: string): Messages {
  const tag = lang.toLowerCase();
  return messagesByLanguage.get(tag) ?? messagesByLanguage.get(tag.split('-')[0]!) ?? english;
}
