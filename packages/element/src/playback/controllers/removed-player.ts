import { HAVE_NOTHING } from '../../media/media-port.js';
import { isSameSource } from '../config.js';
import type { PlayerAccess } from './controller.js';
import { type Playback, type PlaybackControllers, type PlaybackHostOptions, removedPlayers } from '../playback.js';

/** How long a removed element keeps its media source, its session and its requests: a router or a tab may insert it again. */
export const KEEP_MS = 2000;

/**
 * Keeps a playback for a moment after its element was removed, as a `<video>` keeps its data. Afterwards it is released, so that nothing
 * leaks. A frame cannot be kept, because the browser loads it again when it is inserted, and neither can what plays in another window.
 */
export function keepRemoved(
  playback: Playback,
  player: PlayerAccess,
  { clock, dispatch, mediaContainer }: PlaybackHostOptions,
): Pick<PlaybackControllers, 'update' | 'keep' | 'resume'> {
  const { config, engineLoader, lease, lifetime } = playback;
  const hasData = () => player.media.readyState > HAVE_NOTHING && player.slot.state.status !== 'error';
  const isInPage = () => mediaContainer.ownerDocument === document;
  let cancelRelease = () => {};
  /** By the events that the page has received. */
  let isPaused = player.media.paused;
  const release = () => {
    // The event of the `<video>` may come later, when nobody listens to it.
    const isUnreported = player.media.paused && !isPaused;
    player.stop();
    if (isUnreported) dispatch(new Event('pause'));
  };
  const stopWaiting = () => {
    removedPlayers.delete(release);
    cancelRelease();
  };
  lifetime.signal.addEventListener('abort', stopWaiting);
  return {
    update(cause) {
      if (cause === 'play' || cause === 'pause') isPaused = cause === 'pause';
    },
    keep() {
      if (!hasData() || !isInPage() || engineLoader.engine?.kind === 'iframe') return false;
      player.media.pause();
      removedPlayers.set(release, lease.viewing);
      cancelRelease = clock.at(clock.now() + KEEP_MS, release);
      return true;
    },
    resume(current) {
      stopWaiting();
      return hasData() && isSameSource(config, current);
    },
  };
}
