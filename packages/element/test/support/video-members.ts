/** What a page may use of a `<video>`: the 66 that the suites of custom-media-element and super-media-element name. */
export const MEMBERS = {
  properties: [
    'autoplay buffered controls controlsList crossOrigin currentSrc currentTime defaultMuted defaultPlaybackRate',
    'disablePictureInPicture disableRemotePlayback duration ended error height loop mediaKeys muted networkState paused',
    'playbackRate played playsInline poster preload preservesPitch readyState remote seekable seeking sinkId src srcObject',
    'textTracks videoHeight videoWidth volume width',
  ].flatMap((line) => line.split(' ')),
  constants: [
    'HAVE_NOTHING HAVE_METADATA HAVE_CURRENT_DATA HAVE_FUTURE_DATA HAVE_ENOUGH_DATA',
    'NETWORK_EMPTY NETWORK_IDLE NETWORK_LOADING NETWORK_NO_SOURCE',
  ].flatMap((line) => line.split(' ')),
  methods: [
    'addEventListener addTextTrack cancelVideoFrameCallback canPlayType captureStream dispatchEvent',
    'getVideoPlaybackQuality load pause play removeEventListener requestPictureInPicture requestVideoFrameCallback',
    'setMediaKeys setSinkId',
  ].flatMap((line) => line.split(' ')),
  handlers: 'onencrypted onenterpictureinpicture onleavepictureinpicture onwaitingforkey'.split(' '),
} as const;

export const ALL = Object.values(MEMBERS).flat();

/** Which of them an element has, really: `undefined` means that it can not. */
export function probeMembers(element: object): { has: string[]; lacks: string[] } {
  const has = ALL.filter((name) => Reflect.get(element, name) !== undefined);
  return { has, lacks: ALL.filter((name) => !has.includes(name)) };
}
