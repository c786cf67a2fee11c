import { createComponent } from '@lit/react';
import { SecureStreamElement } from '@secure-stream/element/define';
// A namespace import would hide `createElement` from Lit's server rendering, which replaces it.
import React from 'react';
import { EVENTS_BY_HANDLER } from './events.js';
import type { SecureStreamProps } from './props.js';
import { PLACEHOLDER_STYLE, toServerAttributes } from './server-markup.js';

const ElementComponent = createComponent({
  react: React,
  tagName: 'secure-stream',
  elementClass: SecureStreamElement,
  events: EVENTS_BY_HANDLER,
});

/** `<secure-stream>` in React. `ref` is the element itself. */
export const SecureStream = React.forwardRef<SecureStreamElement, SecureStreamProps>(function SecureStream(
  { muted, children, ...props },
  ref,
) {
  const element = React.useRef<SecureStreamElement>(null);
  React.useImperativeHandle(ref, () => element.current as SecureStreamElement, []);
  // Set in an effect, not at each render: a render would undo the viewer's choice.
  React.useEffect(() => {
    if (element.current && muted !== undefined) element.current.muted = muted;
  }, [muted]);
  const properties = { ...props, ...(muted !== undefined && { defaultMuted: muted }) };
  return React.createElement(
    (IS_SERVER ? 'secure-stream' : ElementComponent) as React.ElementType,
    { ...(IS_SERVER ? toServerAttributes({ ...props, muted }) : properties), ref: element },
    React.createElement('style', { href: 'secure-stream', precedence: 'low' }, PLACEHOLDER_STYLE),
    children,
  );
});

// Next replaces `typeof window` in the browser's bundle, which removes what only the server needs.
const IS_SERVER = typeof window === 'undefined';
