import type { MediaPort } from '../media/media-port.js';

/** WebKit's AirPlay members of `<video>`, beside the Remote Playback API. */
export type AirPlayMedia = MediaPort & {
  readonly webkitCurrentPlaybackTargetIsWireless?: boolean;
  readonly webkitShowPlaybackTargetPicker?: () => void;
};

/** Whether another device plays or is connecting. */
export function isRemote(media: AirPlayMedia): boolean {
  // `remote` is `null` in a document without a window.
  const state = media.remote?.state ?? 'disconnected';
  return media.webkitCurrentPlaybackTargetIsWireless === true || state !== 'disconnected';
}

/** Calls back whenever `isRemote` may return another result. */
export function watchRemote(media: MediaPort, update: () => void, signal: AbortSignal): void {
  media.addEventListener('webkitcurrentplaybacktargetiswirelesschanged', update, { signal });
  for (const type of ['connecting', 'connect', 'disconnect']) media.remote?.addEventListener(type, update, { signal });
}

/** Whether AirPlay is available, and needs a second source because the browser plays through `ManagedMediaSource`. */
export const canPlayRemotely = (media: AirPlayMedia): boolean =>
  'ManagedMediaSource' in globalThis && media.webkitShowPlaybackTargetPicker !== undefined;
