import { streamErrors, type StreamErrorReason } from '../catalogue/errors.js';

/** What the faces say, in one language. */
export interface Messages {
  /** BCP 47, such as `de` or `pt-BR`. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly play: string;
  readonly loading: string;
  readonly retry: string;
  /** The connection is gone. Playing goes on by itself when it is back. */
  readonly offline: string;
  /** A live input without a broadcast. The broadcast starts by itself. */
  readonly waitingForLive: string;
  /** What the viewer reads for each reason of the catalogue. */
  readonly errors: Readonly<Record<StreamErrorReason, string>>;
}

/** English, always there: what the catalogue says, and the rest. */
export const english: Messages = {
  lang: 'en',
  dir: 'ltr',
  play: 'Play the video',
  loading: 'Loading the video',
  retry: 'Try again',
  offline: 'You are offline. The video goes on when the connection is back.',
  waitingForLive: 'The broadcast has not started yet. It will start here by itself.',
  errors: Object.fromEntries(Object.entries(streamErrors).map(([reason, { message }]) => [reason, message])) as Record<
    StreamErrorReason,
    string
  >,
};

const languages = new Map<string, Messages>([['en', english]]);

/** Makes a language known to every `<secure-stream>` of the page. One that is there already is replaced. */
export function addMessages(...added: readonly Messages[]): void {
  for (const messages of added) languages.set(messages.lang.toLowerCase(), messages);
}

/** The messages for a language tag: the very one, else its language without the region, else English. */
export function messagesFor(lang: string): Messages {
  const tag = lang.toLowerCase();
  return languages.get(tag) ?? languages.get(tag.split('-')[0]!) ?? english;
}
