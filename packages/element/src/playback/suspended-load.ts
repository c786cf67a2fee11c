import type { Clock } from '@secure-stream/session/core';
import { whenNearViewport } from './near-viewport.js';
import type { Playback } from './playback.js';
import type { PlaybackHostOptions } from './playback-host-options.js';

/**
 * Suspends a load. A lazy one continues near the viewport, and sends no event before, as in Chromium. That of `preload="none"` waits until
 * playback is requested. Returns `Playback.isAnnounced`.
 */
export function suspendLoad(
  playback: Playback,
  { clock, mediaContainer }: PlaybackHostOptions,
  isLazy: boolean,
  load: () => void,
): Playback['isAnnounced'] {
  if (isLazy) whenNearViewport(mediaContainer, playback.lifetime.signal, load);
  return playback.isAnnounced ?? (isLazy ? undefined : announceLoad(playback, clock));
}

/**
 * Sends the events of a load that waits for `play()`: with `preload="none"` a `<video>` sends `loadstart` and `suspend`, and is idle (HTML,
 * "resource selection algorithm", "resource fetch algorithm"). The element sends them without a token, so it requests none.
 */
function announceLoad({ choices, emit, engineLoader, lifetime }: Playback, clock: Clock): Playback['isAnnounced'] {
  // A restart continues a load.
  if (choices || lifetime.signal.aborted) return undefined;
  let isPending = false;
  // As a task, behind the events of the previous load that the `<video>` has yet to send.
  const cancel = clock.at(clock.now(), () => {
    if (engineLoader.status) return;
    isPending = true;
    emit('loadstart');
    emit('suspend');
  });
  lifetime.signal.addEventListener('abort', () => {
    cancel();
    // `load()` and another source end the load, as on `<video>`. An engine that has started sends these events itself.
    if (!isPending) return;
    clock.at(clock.now(), () => {
      emit('abort');
      emit('emptied');
    });
  });
  return (name) => {
    // The engine continues this load when playback is requested, so its own `loadstart` is not another one. WebKit also sends `emptied` when
    // the source is set.
    if (!isPending || (name !== 'loadstart' && name !== 'emptied')) return false;
    isPending = name === 'emptied';
    return true;
  };
}
