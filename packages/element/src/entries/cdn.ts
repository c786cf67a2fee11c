import './define.js';
import { addMessages } from '../translations/messages.js';

/**
 * The module for a script tag. It registers the tag, and the overlay texts of each language that the page is marked with (`lang`). Everything
 * that the package exports can be imported from it.
 */
export * from './index.js';

const tags = new Set(
  [...document.querySelectorAll('[lang]:not([lang|=en i])')].map((element) => element.getAttribute('lang') ?? ''),
);
// Languages that cannot be loaded leave English.
if (tags.size > 0) import('../translations/languages.js').then(translate, () => {});

async function translate({ LANGUAGES, loadLanguage }: typeof import('../translations/languages.js')): Promise<void> {
  for (const messages of await Promise.all([...tags].map((tag) => loadLanguage(LANGUAGES, tag))))
    if (messages) addMessages(messages);
  // An overlay may have been drawn before, in English.
  for (const stream of document.querySelectorAll('secure-stream')) stream.requestUpdate();
}
