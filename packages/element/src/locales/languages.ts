import type { AppearanceTexts } from './en/appearance.js';
import type { PlayerTexts } from './en/player.js';
import type { TranscriptTexts } from './en/transcript.js';
import type { Messages } from './messages.js';

// The languages beside English. A list for each part: a build leaves out the parts that it does not
// use.

/** The texts of the overlays. */
export const OVERLAY_TEXTS = {
  ar: () => import('./ar/overlay.js'),
  de: () => import('./de/overlay.js'),
  es: () => import('./es/overlay.js'),
  fr: () => import('./fr/overlay.js'),
  he: () => import('./he/overlay.js'),
  hi: () => import('./hi/overlay.js'),
  it: () => import('./it/overlay.js'),
  ja: () => import('./ja/overlay.js'),
  ko: () => import('./ko/overlay.js'),
  nl: () => import('./nl/overlay.js'),
  pl: () => import('./pl/overlay.js'),
  pt: () => import('./pt/overlay.js'),
  tr: () => import('./tr/overlay.js'),
  zh: () => import('./zh/overlay.js'),
} satisfies Record<string, LanguageModule<Messages>>;

/** The texts of the controls. */
export const PLAYER_TEXTS = {
  ar: () => import('./ar/player.js'),
  de: () => import('./de/player.js'),
  es: () => import('./es/player.js'),
  fr: () => import('./fr/player.js'),
  he: () => import('./he/player.js'),
  hi: () => import('./hi/player.js'),
  it: () => import('./it/player.js'),
  ja: () => import('./ja/player.js'),
  ko: () => import('./ko/player.js'),
  nl: () => import('./nl/player.js'),
  pl: () => import('./pl/player.js'),
  pt: () => import('./pt/player.js'),
  tr: () => import('./tr/player.js'),
  zh: () => import('./zh/player.js'),
} satisfies Record<keyof typeof OVERLAY_TEXTS, LanguageModule<PlayerTexts>>;

/** The texts of the transcript. */
export const TRANSCRIPT_TEXTS = {
  ar: () => import('./ar/transcript.js'),
  de: () => import('./de/transcript.js'),
  es: () => import('./es/transcript.js'),
  fr: () => import('./fr/transcript.js'),
  he: () => import('./he/transcript.js'),
  hi: () => import('./hi/transcript.js'),
  it: () => import('./it/transcript.js'),
  ja: () => import('./ja/transcript.js'),
  ko: () => import('./ko/transcript.js'),
  nl: () => import('./nl/transcript.js'),
  pl: () => import('./pl/transcript.js'),
  pt: () => import('./pt/transcript.js'),
  tr: () => import('./tr/transcript.js'),
  zh: () => import('./zh/transcript.js'),
} satisfies Record<keyof typeof OVERLAY_TEXTS, LanguageModule<TranscriptTexts>>;

/** The texts of the dialog for the appearance of captions. */
export const APPEARANCE_TEXTS = {
  ar: () => import('./ar/appearance.js'),
  de: () => import('./de/appearance.js'),
  es: () => import('./es/appearance.js'),
  fr: () => import('./fr/appearance.js'),
  he: () => import('./he/appearance.js'),
  hi: () => import('./hi/appearance.js'),
  it: () => import('./it/appearance.js'),
  ja: () => import('./ja/appearance.js'),
  ko: () => import('./ko/appearance.js'),
  nl: () => import('./nl/appearance.js'),
  pl: () => import('./pl/appearance.js'),
  pt: () => import('./pt/appearance.js'),
  tr: () => import('./tr/appearance.js'),
  zh: () => import('./zh/appearance.js'),
} satisfies Record<keyof typeof OVERLAY_TEXTS, LanguageModule<AppearanceTexts>>;

/** A module that exports the texts by the name of the language. */
type LanguageModule<Texts> = () => Promise<Readonly<Record<string, Texts>>>;

/**
 * Loads the texts for a language tag. `undefined`: the language is unknown.
 *
 * @throws `TypeError` when they cannot be loaded.
 */
export async function loadTexts<Texts>(
  languages: Readonly<Record<string, LanguageModule<Texts>>>,
  tag: string,
): Promise<Texts | undefined> {
  const language = tag.toLowerCase().split('-')[0]!;
  const module = await languages[language]?.();
  return module?.[language];
}
