import type { Clock } from '@secure-stream/session/core';
import { whenNearViewport } from './near-viewport.js';
import type { Playback } from './playback.js';
import type { PlaybackHostOptions } from './playback-host-options.js';

/**
 * Suspends a load. A lazy one continues near the viewport, and sends no event before, as in Chromium. That of `preload="none"` waits until
 * playback is requested.
 */
export function suspendLoad(
  playback: Playback,
  { clock, mediaContainer }: PlaybackHostOptions,
  isLazy: boolean,
  load: () => void,
): void {
  if (isLazy) whenNearViewport(mediaContainer, playback.lifetime.signal, load);
  else announceLoad(playback, clock);
}

const announced = new WeakSet<Playback>();

/**
 * Sends the events of a load that waits for `play()`: with `preload="none"` a `<video>` sends `loadstart` and `suspend`, and is idle (HTML,
 * "resource selection algorithm", "resource fetch algorithm"). The element sends them without a token, so it requests none.
 */
function announceLoad(playback: Playback, clock: Clock): void {
  const { choices, emit, engineLoader, lifetime } = playback;
  // A restart continues a load.
  if (choices || announced.has(playback) || lifetime.signal.aborted) return;
  announced.add(playback);
  let isPending = false;
  // As a task, behind the events of the previous load that the `<video>` has yet to send.
  const cancel = clock.at(clock.now(), () => {
    if (engineLoader.status) return;
    // The engine continues this load when playback is requested, so its own `loadstart` is not another one. WebKit also sends `emptied` when
    // the source is set.
    isPending = true;
    playback.emit = (name, event) => {
      if (!isPending || (name !== 'loadstart' && name !== 'emptied')) return emit(name, event);
      isPending = name === 'emptied';
    };
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
}
