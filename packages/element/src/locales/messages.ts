import type { StreamErrorReason } from '@secure-stream/session/core';

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
  /**
   * The viewer's account is watching on so many devices: `{limit}`. By the plural category of the
   * language.
   */
  readonly watching: PluralForms;
  /** The button that continues playback here and ends it on another device. */
  readonly watchHere: string;
  /** The viewer's message for each reason. */
  readonly errors: Readonly<Record<StreamErrorReason, string>>;
}

/**
 * A text for each plural category of a language (`Intl.PluralRules`). `other` stands for a missing
 * one.
 */
export interface PluralForms extends Partial<Record<Intl.LDMLPluralRule, string>> {
  readonly other: string;
}

const KEY = Symbol.for('secure-stream-messages');
const shared = globalThis as { [KEY]?: Map<string, Messages> };

/** The registered messages, by lower-case language tag. All copies of the scripts in a page share them. */
export const messagesByLanguage = (shared[KEY] ??= new Map<string, Messages>());

/**
 * Registers languages for every `<secure-stream>` of the page. A language that is already
 * registered is replaced.
 */
export function addMessages(...added: readonly Messages[]): void {
  for (const messages of added) messagesByLanguage.set(messages.lang.toLowerCase(), messages);
}
