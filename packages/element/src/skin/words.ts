import { addTranslation, setLanguage } from 'media-chrome/utils/i18n';
import { addMessages, findMessages, type Messages } from '../translations/messages.js';
import { en, type PlayerMessages } from '../translations/player/messages.js';

/** The texts of the controls, and of the overlays of `<secure-stream>`. */
const LANGUAGES: Readonly<Record<string, () => Promise<readonly [PlayerMessages, Messages]>>> = {
  ar: () =>
    Promise.all([
      import('../translations/player/ar.js').then(({ ar }) => ar),
      import('../translations/ar.js').then(({ ar }) => ar),
    ]),
  de: () =>
    Promise.all([
      import('../translations/player/de.js').then(({ de }) => de),
      import('../translations/de.js').then(({ de }) => de),
    ]),
  es: () =>
    Promise.all([
      import('../translations/player/es.js').then(({ es }) => es),
      import('../translations/es.js').then(({ es }) => es),
    ]),
  fr: () =>
    Promise.all([
      import('../translations/player/fr.js').then(({ fr }) => fr),
      import('../translations/fr.js').then(({ fr }) => fr),
    ]),
  ja: () =>
    Promise.all([
      import('../translations/player/ja.js').then(({ ja }) => ja),
      import('../translations/ja.js').then(({ ja }) => ja),
    ]),
};

export const PLAYER_LANGUAGES = ['en', ...Object.keys(LANGUAGES)];

/** Loads the texts for a language tag. A language that is unknown or cannot be loaded leaves English. */
export async function loadWords(tag: string): Promise<PlayerMessages> {
  const lang = tag.toLowerCase().split('-')[0]!;
  const [words, messages] = (await LANGUAGES[lang]?.().catch(() => undefined)) ?? [en];
  // The page may have registered texts of its own.
  if (messages && findMessages(tag).lang.split('-')[0] !== lang) addMessages(messages);
  return words;
}

/** media-chrome has one language for the page. Its controls read it when they are created. */
export function useWords({ lang, controls }: PlayerMessages): void {
  addTranslation(lang, controls);
  setLanguage(lang);
}
