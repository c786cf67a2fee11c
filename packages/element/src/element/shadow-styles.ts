/** The styles of a shadow root: sheets that all roots of a document share, and one of its own. */
interface Styles {
  readonly shared: Set<string>;
  own: string;
  applied: readonly CSSStyleSheet[];
}

const stylesOf = new WeakMap<ShadowRoot, Styles>();
const sharedSheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/** Adds styles to a shadow root once. */
export function addStyles(root: ShadowRoot, css: string): void {
  const { shared } = readStyles(root);
  if (shared.has(css)) return;
  shared.add(css);
  applyStyles(root);
}

/** Replaces the root's own styles. */
export function setOwnStyles(root: ShadowRoot, css: string): void {
  readStyles(root).own = css;
  applyStyles(root);
}

/**
 * Applies all styles for the document of the root. A constructed sheet belongs to one document: browsers remove it when the root moves to
 * another document, and throw if it is added there.
 */
export function applyStyles(root: ShadowRoot): void {
  const styles = readStyles(root);
  const { ownerDocument } = root;
  const Sheet = ownerDocument.defaultView?.CSSStyleSheet;
  for (const element of root.querySelectorAll('style')) element.remove();
  // A document without a window cannot construct sheets.
  if (!Sheet) return root.append(...[...styles.shared, styles.own].map((css) => createElement(ownerDocument, css)));
  const others = root.adoptedStyleSheets.filter((sheet) => !styles.applied.includes(sheet));
  styles.applied = [...styles.shared].map((css) => sharedSheet(ownerDocument, Sheet, css));
  if (styles.own) styles.applied = [...styles.applied, createSheet(Sheet, styles.own)];
  root.adoptedStyleSheets = [...styles.applied, ...others];
}

function readStyles(root: ShadowRoot): Styles {
  const styles = stylesOf.get(root) ?? { shared: new Set(), own: '', applied: [] };
  stylesOf.set(root, styles);
  return styles;
}

function sharedSheet(document: Document, Sheet: typeof CSSStyleSheet, css: string): CSSStyleSheet {
  const sheets = sharedSheets.get(document) ?? new Map<string, CSSStyleSheet>();
  sharedSheets.set(document, sheets);
  const sheet = sheets.get(css) ?? createSheet(Sheet, css);
  sheets.set(css, sheet);
  return sheet;
}

function createSheet(Sheet: typeof CSSStyleSheet, css: string): CSSStyleSheet {
  const sheet = new Sheet();
  sheet.replaceSync(css);
  return sheet;
}

function createElement(document: Document, css: string): HTMLStyleElement {
  const element = document.createElement('style');
  element.textContent = css;
  return element;
}
