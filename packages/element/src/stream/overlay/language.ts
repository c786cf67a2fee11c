import { findMessages } from '../../locales/find-messages.js';
import type { Messages } from '../../locales/messages.js';

/** Returns the language of an element: its own `lang`, or that of the nearest ancestor, across shadow roots. */
export function resolveLanguage(element: Element): string {
  for (let current: Element | null = element; current;) {
    const found: Element | null = current.closest('[lang]');
    if (found) return found.getAttribute('lang') ?? '';
    const root: Node = current.getRootNode();
    current = root instanceof ShadowRoot ? root.host : null;
  }
  return '';
}

/** Returns the page's own messages, or those of the element's language. */
export const resolveMessages = (element: Element, own: Messages | undefined): Messages =>
  own ?? findMessages(resolveLanguage(element));
