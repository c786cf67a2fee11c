import { createClock } from '@secure-stream/session/core';
import type { PlaybackHost } from '../../playback/playback-host.js';

/**
 * Requests the token of a video that a player may play next, and for hls.js its playlists. The
 * player finds both if it plays the video before the signal is aborted. A failure changes nothing:
 * the player tries again when it plays the video.
 */
export function prefetchVideo(player: PlaybackHost, videoId: string, signal: AbortSignal): void {
  const playback = player.prepareNext(videoId);
  if (!playback || !('lease' in playback)) return;
  const { lease, source, config } = playback;
  const { session, viewing } = lease;
  // Not a player: the viewing ends with the last one that plays.
  viewing.players -= 1;
  const lifetime = new AbortController();
  const ending = AbortSignal.any([signal, lifetime.signal]);
  ending.addEventListener('abort', () => {
    viewing.players += 1;
    lease.release();
  });
  // A session that has failed is not kept for the video.
  lease.subscribe(() => session.error && lifetime.abort());
  session.start();
  if (player.slot.engine?.kind !== 'hls') return;
  import('../../engines/hls/engine.js').then(
    ({ prefetchPlaylists }) => {
      if (ending.aborted) return;
      // Without the signal: the player may take a request that is on its way.
      const { signal } = new AbortController();
      prefetchPlaylists({
        source,
        settings: config,
        tokens: session,
        clock: createClock(),
        signal,
        startPosition: null,
      });
    },
    () => undefined,
  );
}
