import { addTranslation, setLanguage } from 'media-chrome/utils/i18n';
import { findMessages } from '../translations/find-messages.js';
import { addMessages } from '../translations/messages.js';
import { en, type PlayerMessages } from '../translations/player/messages.js';

/** Loads the texts for a language tag: those of the controls, and of the overlays. A language that cannot be loaded leaves English. */
export async function loadWords(tag: string): Promise<PlayerMessages> {
  if (/^(en\b|$)/i.test(tag)) return en;
  const modules = await Promise.all([
    import('../translations/languages.js'),
    import('../translations/player/languages.js'),
  ]).catch(() => undefined);
  if (!modules) return en;
  const [{ LANGUAGES, loadLanguage }, { PLAYER_LANGUAGES }] = modules;
  const [words, messages] = await Promise.all([loadLanguage(PLAYER_LANGUAGES, tag), loadLanguage(LANGUAGES, tag)]);
  if (!words || !messages) return en;
  // The page may have registered texts of its own.
  if (findMessages(tag).lang.split('-')[0] !== words.lang) addMessages(messages);
  return words;
}

/** media-chrome has one language for the page. Its controls read it when they are created. */
export function useWords({ lang, controls }: PlayerMessages): void {
  addTranslation(lang, controls);
  setLanguage(lang);
}
