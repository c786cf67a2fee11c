import type { Messages } from './messages.js';

/**
 * The texts of the overlays, in the languages beside English. Apart from `player-languages.ts`,
 * because `secure-stream.bundle.js` contains all that an `import()` in it may need.
 */
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
} satisfies Record<string, () => Promise<Readonly<Record<string, Messages>>>>;

/**
 * Loads the texts for a language tag. `undefined`: the language is unknown.
 *
 * @throws `TypeError` when they cannot be loaded.
 */
export async function loadOverlayTexts(tag: string): Promise<Messages | undefined> {
  const language = primarySubtag(tag);
  const languages: Readonly<Record<string, () => Promise<Readonly<Record<string, Messages>>>>> = OVERLAY_TEXTS;
  return (await languages[language]?.())?.[language];
}

export const primarySubtag = (tag: string): string => tag.toLowerCase().split('-')[0]!;
