import type { AppearanceTexts } from './en/appearance.js';
import type { PlayerTexts } from './en/player.js';
import type { TranscriptTexts } from './en/transcript.js';
import { primarySubtag, type OVERLAY_TEXTS } from './overlay-languages.js';

export { loadOverlayTexts } from './overlay-languages.js';

/** The texts of the controls, of the dialog for captions, and of the transcript. */
export interface TextsBesideOverlays {
  readonly player: PlayerTexts;
  readonly appearance: AppearanceTexts;
  readonly transcript: TranscriptTexts;
}

/** The languages beside English. */
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
} satisfies Record<keyof typeof OVERLAY_TEXTS, () => Promise<TextsBesideOverlays>>;

/**
 * Loads the texts for a language tag. `undefined`: the language is unknown.
 *
 * @throws `TypeError` when they cannot be loaded.
 */
export async function loadTexts(tag: string): Promise<TextsBesideOverlays | undefined> {
  const languages: Readonly<Record<string, () => Promise<TextsBesideOverlays>>> = PLAYER_TEXTS;
  return languages[primarySubtag(tag)]?.();
}
