import type { PlayerInstance } from './player-instance.js';

/**
 * Unmutes the standby player at 1 % volume before the swap, while the active player is still heard: WebKit pauses a player whose audio needs a
 * gesture. Where `volume` cannot be set, as on iOS, the viewer would hear both: there the audio is tried only in the swap.
 */
export function probeAudioPermission(standby: PlayerInstance, { media }: PlayerInstance): void {
  if (media.muted || media.volume === 0) return;
  standby.media.volume = PROBE_VOLUME;
  if (Math.abs(standby.media.volume - PROBE_VOLUME) < 0.001) standby.media.muted = false;
}

const PROBE_VOLUME = 0.01;
