import { addTranslation, setLanguage } from 'media-chrome/utils/i18n';
import { findMessages } from '../locales/find-messages.js';
import { addMessages } from '../locales/messages.js';
import { en, type PlayerTexts } from '../locales/en/player.js';

/**
 * Loads the texts for a language tag: those of the controls, and of the overlays. An unknown
 * language is English.
 *
 * @throws `TypeError` when they cannot be loaded.
 */
export async function loadPlayerTexts(tag: string): Promise<PlayerTexts> {
  if (/^(en\b|$)/i.test(tag)) return en;
  const { PLAYER_TEXTS, OVERLAY_TEXTS, loadTexts } = await import('../locales/languages.js');
  const [texts, messages] = await Promise.all([loadTexts(PLAYER_TEXTS, tag), loadTexts(OVERLAY_TEXTS, tag)]);
  if (!texts || !messages) return en;
  // The page may have registered texts of its own.
  if (findMessages(tag).lang.split('-')[0] !== texts.lang) addMessages(messages);
  return texts;
}

/** media-chrome has one language for the page. Its controls read it when they are created. */
export function useTexts({ lang, controls }: PlayerTexts): void {
  addTranslation(lang, controls);
  setLanguage(lang);
}
