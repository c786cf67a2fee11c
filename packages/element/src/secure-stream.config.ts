import { ENGINE_KINDS } from './engine/engine.js';
import type { PlayerConfig } from './player/config.js';
import type { SecureStreamElement } from './secure-stream.js';

/** What the attributes and properties of an element come to. What can not be is passed over, as the platform does. */
export function configOf(element: SecureStreamElement): PlayerConfig {
  const { poster } = element;
  return {
    videoId: element.videoId,
    customerCode: element.customerCode,
    streamOrigin: element.streamOrigin,
    engine: ENGINE_KINDS.find((kind) => kind === element.engine) ?? 'auto',
    tokenEndpoint: element.tokenEndpoint,
    tokenMethod: element.tokenMethod?.toUpperCase() === 'GET' ? 'GET' : 'POST',
    tokenCredentials: CREDENTIALS.find((word) => word === element.tokenCredentials) ?? 'same-origin',
    tokenRequest: element.tokenRequest,
    tokenProvider: element.tokenProvider,
    token: element.token,
    leeway: finite(element.leeway),
    live: element.live,
    lowLatency: element.lowLatency,
    dvr: element.dvr,
    startTime: finite(element.startTime),
    sdkSrc: element.sdkSrc,
    adUrl: element.adUrl,
    hlsConfig: element.hlsConfig,
    autoplay: element.autoplay,
    controls: element.controls,
    loop: element.loop,
    muted: element.defaultMuted,
    playsinline: element.playsInline,
    preload: element.preload,
    poster: poster && poster !== 'none' ? poster : undefined,
    signedPoster: poster === '',
    storyboard: element.storyboard,
    crossorigin: element.crossOrigin,
    disablePictureInPicture: element.disablePictureInPicture,
    disableRemotePlayback: element.disableRemotePlayback,
    defaultTextTrack: element.defaultTextTrack,
    primaryColor: element.primaryColor,
    letterboxColor: element.letterboxColor,
  };
}

const CREDENTIALS = ['include', 'omit'] as const;

/** An attribute that is no number is none at all. */
const finite = (value: number | null | undefined) => (Number.isFinite(value) ? (value as number) : undefined);
