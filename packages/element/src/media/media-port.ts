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
