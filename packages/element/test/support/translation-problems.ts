/** Lists what is wrong with the texts of a language: keys missing or unknown, texts empty or still English, placeholders lost. */
export function findTranslationProblems(texts: object, english: object): string[] {
  const translated = new Map(flatten(texts));
  const originals = new Map(flatten(english));
  const missing = [...originals.keys()].filter((key) => !translated.has(key)).map((key) => `missing: ${key}`);
  const wrong = [...translated].flatMap(([key, text]) => {
    const original = originals.get(key);
    if (original === undefined) return [`unknown: ${key}`];
    if (text.trim() === '') return [`empty: ${key}`];
    if ([...originals.values()].includes(text)) return [`English: ${text}`];
    return placeholdersOf(text) === placeholdersOf(original) ? [] : [`placeholders: ${key}`];
  });
  return [...missing, ...wrong];
}

/** Every text by its path, such as `errors/network`. */
function flatten(value: object): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]: [string, string | object]) =>
    typeof inner === 'string'
      ? [[key, inner] as [string, string]]
      : flatten(inner).map(([path, text]): [string, string] => [`${key}/${path}`, text]),
  );
}

const placeholdersOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join();
