import './define.js';
import { addMessages, type Messages } from './translations/messages.js';

/**
 * The module for a script tag. It registers the tag, and the overlay texts of each language that the page is marked with (`lang`). Everything
 * that the package exports can be imported from it.
 */
export * from './index.js';

const translations: Readonly<Record<string, () => Promise<Messages>>> = {
  ar: () => import('./translations/ar.js').then(({ ar }) => ar),
  de: () => import('./translations/de.js').then(({ de }) => de),
  es: () => import('./translations/es.js').then(({ es }) => es),
  fr: () => import('./translations/fr.js').then(({ fr }) => fr),
  ja: () => import('./translations/ja.js').then(({ ja }) => ja),
};

const languages = new Set(
  [...document.querySelectorAll('[lang]')].map((element) => element.getAttribute('lang')?.toLowerCase().split('-')[0]),
);
// A translation that cannot be loaded leaves English.
for (const language of languages) if (language) translations[language]?.().then(addMessages, () => {});
