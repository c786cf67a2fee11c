import type { SecureStreamElement } from '@secure-stream/element';
import { useEffect, useState, type RefObject } from 'react';

/** A `<secure-stream>` or a `<secure-stream-player>`. */
type StatefulElement = Pick<SecureStreamElement, 'state' | 'addEventListener' | 'removeEventListener'>;

/**
 * Returns `state` of a player and renders again when it changes. Returns `idle` without a player. Takes the ref of a `<SecureStream>`, or
 * the element from `ref={setPlayer}`. Use the element if the player mounts later than its parent, as in `LazySecureStream`.
 */
export function useSecureStreamState(
  player: RefObject<StatefulElement | null> | StatefulElement | null,
): SecureStreamElement['state'] {
  const [state, setState] = useState<SecureStreamElement['state']>('idle');
  // Runs after each render, because nothing reports that a ref has another element.
  useEffect(() => {
    const element = player && 'current' in player ? player.current : player;
    const read = () => setState(element?.state ?? 'idle');
    read();
    element?.addEventListener('statechange', read);
    return () => element?.removeEventListener('statechange', read);
  });
  return state;
}
