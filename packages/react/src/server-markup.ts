import type { CSSProperties } from 'react';
import { EVENTS_BY_HANDLER } from './events.js';
import type { StreamProps } from './props.js';

/**
 * The attributes of the tag that the server renders, so that size and poster are there before any script. In the browser `createComponent`
 * sets properties, which a server cannot do.
 *
 * `token-endpoint` is left out, and so are functions and the token: the browser may define the element before React hydrates it, and the element
 * would request a token without `tokenRequest`. A token would stay in the document.
 */
export function toServerAttributes(
  { className, style, ...props }: StreamProps<never>,
  { observedAttributes, prototype }: ElementClass,
): Record<string, unknown> {
  const attributes: Record<string, unknown> = { class: className, style: { ...style, ...toPlaceholder(props) } };
  for (const [name, value] of Object.entries(props)) {
    if (name in EVENTS_BY_HANDLER) continue;
    const names = [name.replace(/[A-Z]/g, '-$&'), name].map((text) => text.toLowerCase());
    const attribute = names.find((text) => observedAttributes.includes(text));
    if (!attribute) {
      // Whatever else the element knows is a property: a function, an object, or the token.
      if (!(name in prototype)) attributes[name] = value;
    } else if (!WITHHELD.includes(attribute))
      attributes[attribute] = value === true ? '' : value === false ? undefined : value;
  }
  return attributes;
}

/** The statics of a custom element. */
export interface ElementClass {
  readonly observedAttributes: readonly string[];
  readonly prototype: object;
}

const WITHHELD = ['token', 'token-endpoint'];

/** The style of the tag before the class is defined. `:where()` has no specificity, so any rule of the page wins. */
export const PLACEHOLDER_STYLE =
  ':where(:is(secure-stream,secure-stream-player):not(:defined)){display:block;aspect-ratio:16/9;width:var(--_width);height:var(--_height);background:var(--_poster) center/contain no-repeat}';

/** React leaves out `null`. A lazy player does not load its poster yet. */
function toPlaceholder({ loading, poster, width, height }: StreamProps<never>): CSSProperties {
  return {
    '--_poster': poster && poster !== 'none' && loading !== 'lazy' ? `url(${JSON.stringify(poster)})` : null,
    '--_width': width ? `${width}px` : null,
    '--_height': height ? `${height}px` : null,
  } as CSSProperties;
}
