/** A style sheet that is made when it is first asked for, and once: no server has `CSSStyleSheet`, and a strict policy allows it. */
export function constructedStyle(text: string): () => CSSStyleSheet {
  let sheet: CSSStyleSheet | undefined;
  return () => {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
    }
    return sheet;
  };
}
