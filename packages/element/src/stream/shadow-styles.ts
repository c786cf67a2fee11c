/** The styles of each shadow root, by name. */
const textsOf = new WeakMap<ShadowRoot, Map<string, string>>();
/** The sheets that the shadow roots of a document share, by text. */
const sheetsOf = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/** Adds styles to a shadow root, or replaces those of the same name. */
export function setStyles(root: ShadowRoot, name: string, css: string): void {
  const texts = textsOf.get(root) ?? new Map<string, string>();
  if (texts.get(name) === css) return;
  textsOf.set(root, texts.set(name, css));
  applyStyles(root);
}

/**
 * Applies all styles for the document of the root. A constructed sheet belongs to one document: browsers remove it when the root moves to
 * another document, and throw if it is added there.
 */
export function applyStyles(root: ShadowRoot): void {
  const { ownerDocument } = root;
  const texts = [...(textsOf.get(root)?.values() ?? [])];
  const Sheet = ownerDocument.defaultView?.CSSStyleSheet;
  // A document without a window renders nothing.
  if (!Sheet) return;
  const sheets = sheetsOf.get(ownerDocument) ?? new Map<string, CSSStyleSheet>();
  sheetsOf.set(ownerDocument, sheets);
  const own = new Set(sheets.values());
  root.adoptedStyleSheets = [
    ...texts.map((css) => {
      const sheet = sheets.get(css) ?? new Sheet();
      if (!sheets.has(css)) sheet.replaceSync(css);
      sheets.set(css, sheet);
      return sheet;
    }),
    ...root.adoptedStyleSheets.filter((sheet) => !own.has(sheet)),
  ];
}
