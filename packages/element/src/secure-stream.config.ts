import { ENGINE_KINDS } from './engine/engine.js';
import type { PlayerConfig } from './player/config.js';
import type { SecureStreamElement } from './secure-stream.js';

/** What the attributes and properties of an element come to. What can not be is passed over, as the platform does. */
export function configOf(element: SecureStreamElement): PlayerConfig {
  const { poster, engine, tokenMethod, tokenCredentials } = element;
  return {
    ...(Object.fromEntries(AS_THEY_ARE.map((name) => [name, element[name]])) as Pick<PlayerConfig, AsItIs>),
    engine: ENGINE_KINDS.find((kind) => kind === engine) ?? 'auto',
    tokenMethod: tokenMethod?.toUpperCase() === 'GET' ? 'GET' : 'POST',
    tokenCredentials: CREDENTIALS.find((word) => word === tokenCredentials) ?? 'same-origin',
    leeway: finite(element.leeway),
    startTime: finite(element.startTime),
    muted: element.defaultMuted,
    playsinline: element.playsInline,
    poster: poster && poster !== 'none' ? poster : undefined,
    signedPoster: poster === '',
    crossorigin: element.crossOrigin,
  };
}

const AS_THEY_ARE = [
  'videoId',
  'customerCode',
  'streamOrigin',
  'tokenEndpoint',
  'tokenRequest',
  'tokenProvider',
  'token',
  'live',
  'lowLatency',
  'dvr',
  'sdkSrc',
  'adUrl',
  'hlsConfig',
  'autoplay',
  'controls',
  'loop',
  'preload',
  'storyboard',
  'disablePictureInPicture',
  'disableRemotePlayback',
  'defaultTextTrack',
  'primaryColor',
  'letterboxColor',
] as const satisfies readonly (keyof PlayerConfig & keyof SecureStreamElement)[];

type AsItIs = (typeof AS_THEY_ARE)[number];

const CREDENTIALS = ['include', 'omit'] as const;

/** An attribute that is no number is none at all. */
const finite = (value: number | null | undefined) => (Number.isFinite(value) ? (value as number) : undefined);
