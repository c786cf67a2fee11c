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
    const last = React.useRef<Record<string, unknown>>({});
    React.useEffect(() => {
      // Another render, or an `<Activity>` that is shown again, would undo the viewer's choice.
      if (muted !== undefined && muted !== last.current['muted']) element.current!.muted = muted;
      last.current = { ...props, muted };
    });
    const properties: Record<string, unknown> = { ...props, ...(muted !== undefined && { defaultMuted: muted }) };
    // `@lit/react` assigns every prop at each render, which would undo that the player plays the next video.
    for (const name in last.current)
      if (/video(id|title)$/i.test(name) && properties[name] === last.current[name])
        properties[name] = element.current?.[name as keyof Target] ?? properties[name];
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
