import { findMessages, type Messages } from '../translations/messages.js';

/** The language of an element: its own `lang`, else that of what it stands in, shadow roots passed through. */
export function resolveLanguage(element: Element): string {
  for (let current: Element | null = element; current;) {
    const found: Element | null = current.closest('[lang]');
    if (found) return found.getAttribute('lang') ?? '';
    const root: Node = current.getRootNode();
    current = root instanceof ShadowRoot ? root.host : null;
  }
  return '';
}

/** What an element says: the page's own messages over those of its language. */
export const resolveMessages = (element: Element, own: Messages | undefined): Messages =>
  own ?? findMessages(resolveLanguage(element));
