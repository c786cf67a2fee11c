import { streamEvents, type StreamEventName } from '@secure-stream/element/catalogue';
import type { SecureStreamElement, SecureStreamEventMap } from '@secure-stream/element';
import type { MediaEventName } from '@secure-stream/protocol';

/** React's handlers of the events of `<video>`, whose names are the same in lower case. */
const MEDIA_HANDLERS = [
  'onAbort',
  'onCanPlay',
  'onCanPlayThrough',
  'onDurationChange',
  'onEmptied',
  'onEncrypted',
  'onEnded',
  'onEnterPictureInPicture',
  'onLeavePictureInPicture',
  'onLoadedData',
  'onLoadedMetadata',
  'onLoadStart',
  'onPause',
  'onPlay',
  'onPlaying',
  'onProgress',
  'onRateChange',
  'onResize',
  'onSeeked',
  'onSeeking',
  'onStalled',
  'onSuspend',
  'onTimeUpdate',
  'onVolumeChange',
  'onWaiting',
  'onWaitingForKey',
] as const;

type EventOf<Handler> = Handler extends `on${infer Name}` ? Lowercase<Name> : never;
type MediaHandler = (typeof MEDIA_HANDLERS)[number];
/** `never` if an event has no handler. */
type EveryMediaEvent = [MediaEventName] extends [EventOf<MediaHandler>] ? MediaHandler : never;
type MediaHandlers<Target> = {
  [Handler in EveryMediaEvent]?: EventHandler<SecureStreamEventMap[EventOf<Handler>], Target> | undefined;
};
type StreamHandlers<Target> = {
  [Name in StreamEventName as (typeof streamEvents)[Name]['handler']]?:
    EventHandler<SecureStreamEventMap[Name], Target> | undefined;
};

/** A handler of the platform's event, which is dispatched at the element. */
export type EventHandler<EventType, Target> = (
  event: EventType & { readonly target: Target; readonly currentTarget: Target },
) => void;

/** A handler for each event of `<secure-stream>`. Handlers receive the platform's event, not React's: `event.target` is the element. */
export interface SecureStreamHandlers<Target = SecureStreamElement>
  extends MediaHandlers<Target>, StreamHandlers<Target> {}

/** The event for each handler. */
export const EVENTS_BY_HANDLER: Readonly<Record<keyof SecureStreamHandlers, string>> = Object.fromEntries([
  ...MEDIA_HANDLERS.map((handler) => [handler, handler.slice(2).toLowerCase()]),
  ...Object.entries(streamEvents).map(([event, { handler }]) => [handler, event]),
]);
