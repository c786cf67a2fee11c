/** Resolves a URL against the base of a document. Returns a value that is not a URL as it is, as an `<a>` does. */
export const resolveUrl = (url: string, document: Document): string =>
  Object.assign(document.createElement('a'), { href: url }).href;
