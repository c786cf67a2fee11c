import './define.js';
import { addMessages } from '../locales/messages.js';

/**
 * The module for a script tag. It registers the tag, and the overlay texts of each language that the page is marked with (`lang`). Everything
 * that the package exports can be imported from it.
 */
export * from './index.js';
export { SecureStreamElement } from './define.js';

const tags = new Set(
  [...document.querySelectorAll('[lang]:not([lang|=en i])')].map((element) => element.getAttribute('lang') ?? ''),
);
// Languages that cannot be loaded leave English.
if (tags.size > 0) import('../locales/load-overlay-texts.js').then(translate, () => {});

async function translate({ loadOverlayTexts }: typeof import('../locales/load-overlay-texts.js')): Promise<void> {
  for (const messages of await Promise.all([...tags].map(loadOverlayTexts))) if (messages) addMessages(messages);
  // An overlay may have been drawn before, in English.
  for (const stream of document.querySelectorAll('secure-stream')) stream.requestUpdate();
}
