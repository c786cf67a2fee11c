import { loadLanguage, type LANGUAGES, type LanguageModule } from '../languages.js';
import type { AppearanceMessages } from './messages.js';

/** The texts of the dialog for the appearance of captions, beside English. */
export const APPEARANCE_LANGUAGES = {
  ar: () => import('./ar.js'),
  de: () => import('./de.js'),
  es: () => import('./es.js'),
  fr: () => import('./fr.js'),
  he: () => import('./he.js'),
  hi: () => import('./hi.js'),
  it: () => import('./it.js'),
  ja: () => import('./ja.js'),
  ko: () => import('./ko.js'),
  nl: () => import('./nl.js'),
  pl: () => import('./pl.js'),
  pt: () => import('./pt.js'),
  tr: () => import('./tr.js'),
  zh: () => import('./zh.js'),
} satisfies Record<keyof typeof LANGUAGES, LanguageModule<AppearanceMessages>>;

/** Loads the texts for a language tag. `undefined`: the language is unknown, or cannot be loaded. */
export const loadAppearanceMessages = (tag: string): Promise<AppearanceMessages | undefined> =>
  loadLanguage(APPEARANCE_LANGUAGES, tag);
