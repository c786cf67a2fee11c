import type { PlayerConfig } from '../config.js';
import { readTokenSource } from '../fetch-token.js';
import type { Playback } from '../playback.js';
import { sendRelease } from './send-release.js';

/**
 * Tells the token endpoint that the viewing has ended when its last playback ends or the page is left, and renews it when the page returns from the
 * back-forward cache. A second call only changes the settings to read.
 */
export function releaseViewing(playback: Playback, config: () => PlayerConfig = () => playback.config): void {
  const isStarted = configs.has(playback);
  configs.set(playback, config);
  if (isStarted) return;
  const { lease, lifetime, source } = playback;
  const { session, viewing } = lease;
  const { signal } = lifetime;
  const release = () => {
    const { provider, url, ...endpoint } = readTokenSource(configs.get(playback)!());
    if (url && !provider)
      sendRelease({ url, ...endpoint }, { videoId: source.videoId, playbackId: viewing.playbackId });
  };
  const onEnd = () => viewing.players > 0 || release();
  // The playback ended while this code was loading.
  if (signal.aborted) return void onEnd();
  // The player's next playback may continue the viewing.
  signal.addEventListener('abort', () => queueMicrotask(onEnd));

  const onPageHide = () => {
    if (released.has(viewing)) return;
    released.add(viewing);
    release();
  };
  const onPageShow = () => {
    if (released.delete(viewing)) session.refresh().catch(() => undefined);
  };
  addEventListener('pagehide', onPageHide, { signal });
  addEventListener('pageshow', onPageShow, { signal });
}

/** The current settings of each playback. */
const configs = new WeakMap<Playback, () => PlayerConfig>();

/** The viewings that were released when the page was left. Several players may share one. */
const released = new WeakSet<Playback['lease']['viewing']>();
