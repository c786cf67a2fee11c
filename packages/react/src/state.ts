import type { SecureStreamElement } from '@secure-stream/element';
import { useEffect, useState, type RefObject } from 'react';

/**
 * `state` of a player, rendered anew when it changes: `idle` as long as there is no player. Takes the ref of a `<SecureStream>`, or the
 * element from a `ref={setPlayer}`, which is the one to use where the player comes later than its parent, as in `LazySecureStream`.
 */
export function useSecureStreamState(
  player: RefObject<SecureStreamElement | null> | SecureStreamElement | null,
): SecureStreamElement['state'] {
  const [state, setState] = useState<SecureStreamElement['state']>('idle');
  // After each rendering, because nothing tells when a ref has another element in it.
  useEffect(() => {
    const element = player && 'current' in player ? player.current : player;
    const read = () => setState(element?.state ?? 'idle');
    read();
    element?.addEventListener('statechange', read);
    return () => element?.removeEventListener('statechange', read);
  });
  return state;
}
