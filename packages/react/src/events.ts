import { streamEvents, type StreamEventName } from '@secure-stream/element/catalogue';
import type { SecureStreamEventMap } from '@secure-stream/element';
import type { MediaEventName } from '@secure-stream/protocol';

/** The events of `<video>` with React's handler names. */
const MEDIA_HANDLERS = {
  abort: 'onAbort',
  canplay: 'onCanPlay',
  canplaythrough: 'onCanPlayThrough',
  durationchange: 'onDurationChange',
  emptied: 'onEmptied',
  encrypted: 'onEncrypted',
  ended: 'onEnded',
  enterpictureinpicture: 'onEnterPictureInPicture',
  leavepictureinpicture: 'onLeavePictureInPicture',
  loadeddata: 'onLoadedData',
  loadedmetadata: 'onLoadedMetadata',
  loadstart: 'onLoadStart',
  pause: 'onPause',
  play: 'onPlay',
  playing: 'onPlaying',
  progress: 'onProgress',
  ratechange: 'onRateChange',
  resize: 'onResize',
  seeked: 'onSeeked',
  seeking: 'onSeeking',
  stalled: 'onStalled',
  suspend: 'onSuspend',
  timeupdate: 'onTimeUpdate',
  volumechange: 'onVolumeChange',
  waiting: 'onWaiting',
  waitingforkey: 'onWaitingForKey',
} as const satisfies Record<MediaEventName, string>;

type MediaHandlers = {
  [Name in MediaEventName as (typeof MEDIA_HANDLERS)[Name]]?: ((event: SecureStreamEventMap[Name]) => void) | undefined;
};
type StreamHandlers = {
  [Name in StreamEventName as (typeof streamEvents)[Name]['handler']]?:
    ((event: SecureStreamEventMap[Name]) => void) | undefined;
};

/** A handler for each event of `<secure-stream>`. Handlers receive the platform's event, not React's: `event.target` is the element. */
export interface SecureStreamHandlers extends MediaHandlers, StreamHandlers {}

/** The event for each handler. */
export const EVENTS_BY_HANDLER: Readonly<Record<keyof SecureStreamHandlers, string>> = Object.fromEntries([
  ...Object.entries(MEDIA_HANDLERS).map(([event, handler]) => [handler, event]),
  ...Object.entries(streamEvents).map(([event, { handler }]) => [handler, event]),
]);
