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
  const { loadOverlayTexts, loadTexts } = await import('../locales/player-languages.js');
  const [texts, messages] = await Promise.all([loadTexts(tag), loadOverlayTexts(tag)]);
  if (!texts || !messages) return en;
  const { player } = texts;
  // The page may have registered texts of its own.
  if (findMessages(tag).lang.split('-')[0] !== player.lang) addMessages(messages);
  return player;
}

/** media-chrome has one language for the page. Its controls read it when they are created. */
export function useTexts({ lang, controls }: PlayerTexts): void {
  addTranslation(lang, controls);
  setLanguage(lang);
}
