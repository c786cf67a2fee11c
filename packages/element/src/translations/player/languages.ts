import type { LANGUAGES, LanguageModule } from '../languages.js';
import type { PlayerMessages } from './messages.js';

/** The texts of the controls. Apart from the overlays: `secure-stream.bundle.js` contains all of those, and no controls. */
export const PLAYER_LANGUAGES = {
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
} satisfies Record<keyof typeof LANGUAGES, LanguageModule<PlayerMessages>>;
