/** The events of `HTMLMediaElement` and `HTMLVideoElement` (HTML, "Event summary"), except `error`: the element dispatches its own. */
export const MEDIA_EVENTS = [
  'abort',
  'canplay',
  'canplaythrough',
  'durationchange',
  'emptied',
  'encrypted',
  'ended',
  'enterpictureinpicture',
  'leavepictureinpicture',
  'loadeddata',
  'loadedmetadata',
  'loadstart',
  'pause',
  'play',
  'playing',
  'progress',
  'ratechange',
  'resize',
  'seeked',
  'seeking',
  'stalled',
  'suspend',
  'timeupdate',
  'volumechange',
  'waiting',
  'waitingforkey',
] as const;

/** What WebKit's `<video>` sends besides: presentation on an iPhone or iPad, and AirPlay. */
export const WEBKIT_MEDIA_EVENTS = [
  'webkitbeginfullscreen',
  'webkitendfullscreen',
  'webkitpresentationmodechanged',
  'webkitplaybacktargetavailabilitychanged',
  'webkitcurrentplaybacktargetiswirelesschanged',
] as const;

export type MediaEventName = (typeof MEDIA_EVENTS)[number];
export type WebKitMediaEventName = (typeof WEBKIT_MEDIA_EVENTS)[number];
