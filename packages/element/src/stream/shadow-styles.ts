// `aspect-ratio` reserves the space, so that the page does not shift when the video loads. Written without spaces, because a page
// loads it before anything else.
export const styles =
  ':host{display:block;position:relative;aspect-ratio:16/9;background:#000;color:#fff}' +
  ':host([hidden]){display:none}' +
  '[part=media],[part=media]>*,::slotted([slot=poster]){position:absolute;inset:0;width:100%;height:100%;border:0}' +
  '::slotted([slot=poster]){object-fit:contain;pointer-events:none}';

/** The styles of each shadow root, by name. */
const textsOf = new WeakMap<ShadowRoot, Map<string, string>>();
/** All sheets of this file, to tell them from those of others in a shadow root. */
const ownSheets = new WeakSet<CSSStyleSheet>();

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
  const Sheet = root.ownerDocument.defaultView?.CSSStyleSheet;
  // A document without a window renders nothing.
  if (!Sheet) return;
  root.adoptedStyleSheets = [
    ...[...(textsOf.get(root)?.values() ?? [])].map((css) => {
      const sheet = new Sheet();
      sheet.replaceSync(css);
      ownSheets.add(sheet);
      return sheet;
    }),
    ...root.adoptedStyleSheets.filter((sheet) => !ownSheets.has(sheet)),
  ];
}
