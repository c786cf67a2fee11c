import type { Messages } from './messages.js';

/** The overlay texts in each language beside English. */
export const LANGUAGES = {
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
} satisfies Record<string, LanguageModule<Messages>>;

/** A module that exports the texts by the name of the language. */
export type LanguageModule<Texts> = () => Promise<Readonly<Record<string, Texts>>>;

/** Loads the texts for a language tag. A language that is unknown or cannot be loaded leaves English. */
export async function loadLanguage<Texts>(
  languages: Readonly<Record<string, LanguageModule<Texts>>>,
  tag: string,
): Promise<Texts | undefined> {
  const language = tag.toLowerCase().split('-')[0]!;
  const module = await languages[language]?.().catch(() => undefined);
  return module?.[language];
}
