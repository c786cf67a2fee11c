'use client';

import type { SecureStreamElement } from '@secure-stream/element';
import React, { type ReactNode } from 'react';
import type { SecureStreamProps } from './props.js';

export interface LazySecureStreamProps extends SecureStreamProps {
  /** What is there until the player is. It fills the space that the player will have. */
  readonly placeholder?: ReactNode;
  /** How near the viewport is near, as `IntersectionObserver` understands `rootMargin`. Default: one screen. */
  readonly rootMargin?: string | undefined;
}

type PlayerComponent = typeof import('./secure-stream.js').SecureStream;

/** A `<SecureStream>` that costs nothing until it is near the viewport: no element, no engine, no token. */
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

/** Looks until the player is there: what could not be fetched is asked for again when the place comes near once more. */
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
