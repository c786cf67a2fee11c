'use client';

import type { SecureStreamElement } from '@secure-stream/element';
import React, { type ReactNode } from 'react';
import type { SecureStreamProps } from './props.js';

export interface LazySecureStreamProps extends SecureStreamProps {
  /** Shown until the player is loaded, in the player's size. */
  readonly placeholder?: ReactNode;
  /** Distance from the viewport at which the player loads, as `rootMargin` of an `IntersectionObserver`. Default: one screen. */
  readonly rootMargin?: string | undefined;
}

type PlayerComponent = typeof import('./secure-stream.js').SecureStream;

/** A `<SecureStream>` that loads nothing until it is near the viewport: no element, no engine, no token. */
export const LazySecureStream = React.forwardRef<SecureStreamElement, LazySecureStreamProps>(function LazySecureStream(
  { placeholder, rootMargin = '100% 0px', ...props },
  ref,
) {
  const [Player, setPlayer] = React.useState<PlayerComponent>();
  const placeholderRef = React.useRef<HTMLDivElement>(null);
  React.useEffect(
    () => (placeholderRef.current ? observeNear(placeholderRef.current, rootMargin, setPlayer) : undefined),
    [rootMargin],
  );
  if (Player) return React.createElement(Player, { ...props, ref });
  const { className, style } = props;
  return React.createElement(
    'div',
    { ref: placeholderRef, className, style: { aspectRatio: '16 / 9', ...style } },
    placeholder,
  );
});

/** Observes until the player is loaded. If the import fails, the next time near the viewport tries again. */
function observeNear(
  place: Element,
  rootMargin: string,
  onLoaded: (player: () => PlayerComponent) => void,
): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      import('./secure-stream.js').then(
        ({ SecureStream }) => onLoaded(() => SecureStream),
        () => {},
      );
    },
    { rootMargin },
  );
  observer.observe(place);
  return () => observer.disconnect();
}
