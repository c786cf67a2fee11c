/** The 66 members of `<video>` in the test suites of custom-media-element and super-media-element. */
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

/** Lists the members that an element has. A member whose value is `undefined` counts as missing. */
export function probeMembers(element: object): { has: string[]; lacks: string[] } {
  const has = ALL.filter((name) => Reflect.get(element, name) !== undefined);
  return { has, lacks: ALL.filter((name) => !has.includes(name)) };
}
