import './define.js';
import { createClock } from '@secure-stream/session/core';
import { addMessages, type Messages } from '../locales/messages.js';
import { loadCode } from '../playback/load-code.js';

/**
 * The module for a script tag. It registers the tag, and the overlay texts of each language that the page is marked with (`lang`). Everything
 * that the package exports can be imported from it.
 */
export * from './index.js';
export { SecureStreamElement } from './define.js';

// Languages that cannot be loaded leave English meanwhile.
const tags = new Set(
  [...document.querySelectorAll('[lang]:not([lang|=en i])')].map((element) => element.getAttribute('lang') ?? ''),
);
for (const tag of tags)
  void loadCode(
    async () => (await import('../locales/overlay-languages.js')).loadOverlayTexts(tag),
    createClock(),
    () => false,
  ).then(register);

function register(messages: Messages | null | undefined): void {
  if (!messages) return;
  addMessages(messages);
  // An overlay may have been drawn before, in English.
  for (const stream of document.querySelectorAll('secure-stream')) stream.requestUpdate();
}
