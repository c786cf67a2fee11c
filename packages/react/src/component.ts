import { createComponent } from '@lit/react';
// A namespace import would hide `createElement` from Lit's server rendering, which replaces it.
import React from 'react';
import { EVENTS_BY_HANDLER } from './events.js';
import type { StreamElement, StreamProps } from './props.js';
import { PLACEHOLDER_STYLE, toServerAttributes, type ElementClass } from './server-markup.js';

/** Creates the component of a tag that has the API of `<secure-stream>`. */
export function createStreamComponent<Target extends StreamElement, Props = object>(
  tagName: string,
  elementClass: ElementClass & (new () => Target),
  events: Readonly<Record<string, string>> = EVENTS_BY_HANDLER,
): React.ForwardRefExoticComponent<StreamProps<Target> & Props & React.RefAttributes<Target>> {
  const ElementComponent = createComponent({ react: React, tagName, elementClass, events });

  return React.forwardRef<Target, StreamProps<Target>>(function SecureStream({ muted, children, ...props }, ref) {
    const element = React.useRef<Target>(null);
    React.useImperativeHandle(ref, () => element.current as Target, []);
    const applied = React.useRef<boolean>(null);
    // Set only when it changes: another render, or an `<Activity>` that is shown again, would undo the viewer's choice.
    React.useEffect(() => {
      if (muted !== undefined && muted !== applied.current) element.current!.muted = applied.current = muted;
    });
    const properties = { ...props, ...(muted !== undefined && { defaultMuted: muted }) };
    return React.createElement(
      (IS_SERVER ? tagName : ElementComponent) as React.ElementType,
      { ...(IS_SERVER ? toServerAttributes({ ...props, muted }, elementClass) : properties), ref: element },
      React.createElement('style', { href: 'secure-stream', precedence: 'low' }, PLACEHOLDER_STYLE),
      children,
    );
  });
}

// Next replaces `typeof window` in the browser's bundle, which removes what only the server needs.
const IS_SERVER = typeof window === 'undefined';
