// `HTMLMediaElement.readyState` and `networkState` (HTML, "Ready states", "Network states"), as constants: a server has no
// `HTMLMediaElement`.
export const HAVE_NOTHING = 0;
export const HAVE_METADATA = 1;
export const HAVE_CURRENT_DATA = 2;
export const HAVE_FUTURE_DATA = 3;
export const HAVE_ENOUGH_DATA = 4;

export const NETWORK_EMPTY = 0;
export const NETWORK_IDLE = 1;
export const NETWORK_LOADING = 2;
export const NETWORK_NO_SOURCE = 3;

/**
 * What the page controls: a `<video>`, or an object of the same shape in an engine without one. A member that only a `<video>` has may be
 * absent.
 */
export interface MediaPort
  extends EventTarget, Pick<HTMLVideoElement, SharedMember>, Partial<Pick<HTMLVideoElement, VideoOnlyMember>> {}

/** Whether the engine plays through a `<video>`, which has text tracks, attributes and children. */
export const isVideo = (media: MediaPort): media is HTMLVideoElement => media.addTextTrack !== undefined;

type VideoOnlyMember =
  | 'addTextTrack'
  | 'cancelVideoFrameCallback'
  | 'getVideoPlaybackQuality'
  | 'load'
  | 'remote'
  | 'requestPictureInPicture'
  | 'requestVideoFrameCallback'
  | 'setMediaKeys'
  | 'setSinkId'
  | 'sinkId'
  | 'textTracks';

type SharedMember = Exclude<
  keyof HTMLVideoElement,
  keyof HTMLElement | VideoOnlyMember | `on${string}` | `HAVE_${string}` | `NETWORK_${string}`
>;

export interface VolumeState {
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
}

/** Whether two volumes sound the same. WebKit stores `volume` as a 32-bit number. */
export const isSameVolume = (first: VolumeState, second: VolumeState): boolean =>
  first.muted === second.muted && Math.abs(first.volume - second.volume) < 0.001;

/**
 * Keeps the page's playback rate across a load. A load resets it to the default rate (HTML, "media element load algorithm"), and in Firefox
 * so does `play()` on an empty `<video>`.
 */
export function preservePlaybackRate<Result>(media: MediaPort, load: () => Result): Result {
  const { playbackRate } = media;
  const result = load();
  if (playbackRate !== 1) media.playbackRate = playbackRate;
  return result;
}
