import type { MediaPort } from './engine.js';

/** What WebKit's `<video>` has for AirPlay besides the Remote Playback API. */
export type AirPlayMedia = MediaPort & {
  readonly webkitCurrentPlaybackTargetIsWireless?: boolean;
  readonly webkitShowPlaybackTargetPicker?: () => void;
};

/** Whether another device plays, or is about to. */
export function isRemote(media: AirPlayMedia): boolean {
  // `null` in a document whose window is gone.
  const remote = media.remote as RemotePlayback | null | undefined;
  return media.webkitCurrentPlaybackTargetIsWireless === true || (remote?.state ?? 'disconnected') !== 'disconnected';
}

/** Calls back whenever `isRemote` may have another answer. */
export function watchRemote(media: MediaPort, update: () => void, signal: AbortSignal): void {
  media.addEventListener('webkitcurrentplaybacktargetiswirelesschanged', update, { signal });
  const remote = media.remote as RemotePlayback | null | undefined;
  for (const type of ['connecting', 'connect', 'disconnect']) remote?.addEventListener(type, update, { signal });
}
