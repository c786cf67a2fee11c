import { en } from './en/overlay.js';
import { messagesByLanguage, type Messages } from './messages.js';

/**
 * Returns the messages for a language tag: the exact tag, else the language without its region,
 * else English.
 */
export function findMessages(lang: string): Messages {
  const tag = lang.toLowerCase();
  return messagesByLanguage.get(tag) ?? messagesByLanguage.get(tag.split('-')[0]!) ?? en;
}
