import type { MediaSnapshot, HandoverInput } from './state.js';
import type { PlayerInstance } from './player-instance.js';
import { isSameVolume } from '../../media/media-port.js';
import { BLOCKER_EVENTS } from './blockers.js';
import { watchRemote } from '../remote-state.js';

export function snapshot(player: PlayerInstance): MediaSnapshot {
  const { media, error, isLive } = player;
  const { duration, playbackRate, paused, ended, seeking, readyState } = media;
  return {
    position: player.position(),
    duration,
    isLive,
    rate: playbackRate,
    paused,
    ended,
    seeking,
    readyState,
    hasFailed: error !== null || media.error !== null || player.isLost,
  };
}

/** Snapshot of the standby player, compared with the active one. */
export const standbySnapshot = (standby: PlayerInstance, active: PlayerInstance): HandoverInput['standby'] => ({
  ...snapshot(standby),
  settlingMs: standby.settlingMs,
  tolerancesS: standby.tolerancesS,
  paintMs: standby.paintMs,
  isVolumeEqual: isSameVolume(standby.volumeState, active.media),
});

/** Calls back whenever the player's state changes in a way that can lead to another decision. */
export function watchPlayer({ media }: PlayerInstance, update: () => void, signal: AbortSignal): void {
  for (const type of [...STATE_EVENTS, ...BLOCKER_EVENTS]) media.addEventListener(type, update, { signal });
  watchRemote(media, update, signal);
}

const STATE_EVENTS = [
  'canplay',
  'ended',
  'error',
  'loadeddata',
  'pause',
  'play',
  'playing',
  'ratechange',
  'seeked',
  'seeking',
  'volumechange',
] as const;
