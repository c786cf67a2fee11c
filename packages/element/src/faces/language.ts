import { messagesFor, type Messages } from '../translations/messages.js';

/** The language of an element: its own `lang`, else that of what it stands in, shadow roots passed through. */
export function languageOf(element: Element): string {
  for (let at: Element | null = element; at;) {
    const found: Element | null = at.closest('[lang]');
    if (found) return found.getAttribute('lang') ?? '';
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return '';
}

/** What an element says: the page's own messages over those of its language. */
export const messagesOf = (element: Element, own: Messages | undefined): Messages =>
  own ?? messagesFor(languageOf(element));
