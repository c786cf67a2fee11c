import { isVideoId, resolveOrigin } from '@secure-stream/protocol';
import type { HlsConfig } from 'hls.js';
import {
  StreamError,
  type TokenProvider,
  type TokenRequest,
  type TokenRequestFactory,
  createFetchToken,
  type FetchToken,
} from '@secure-stream/session/core';
import type { EngineKind, EngineSettings, EngineSource } from '../engines/engine.js';

/** All settings of one `<secure-stream>`. */
export interface PlayerConfig extends EngineSettings {
  readonly videoId: string | undefined;
  readonly customerCode: string | undefined;
  readonly streamOrigin: string | undefined;
  readonly engine: EngineKind | 'auto';
  readonly tokenEndpoint: string | undefined;
  readonly tokenMethod: 'POST' | 'GET';
  readonly tokenCredentials: RequestCredentials;
  readonly tokenRequest: TokenRequest | TokenRequestFactory | undefined;
  readonly tokenProvider: TokenProvider | undefined;
  /** An id from the page, in place of a random one. */
  readonly playbackId: string | undefined;
  /** A token that the page provides. */
  readonly token: string | undefined;
  /** Seconds. */
  readonly renewBefore: number | undefined;
  readonly live: boolean;
  readonly lowLatency: boolean;
  readonly dvr: boolean;
  /** Seconds. */
  readonly startTime: number | undefined;
  readonly sdkSrc: string | undefined;
  readonly adUrl: string | undefined;
  readonly hlsConfig: Partial<HlsConfig> | undefined;
  /** The page set no poster, so an image of the video is used. */
  readonly signedPoster: boolean;
  readonly storyboard: boolean;
  readonly requireWatermark: boolean;
  readonly cmcd: boolean;
  readonly qualityEndpoint: string | undefined;
  readonly progressEndpoint: string | undefined;
  /** From 0 to 1. */
  readonly completionThreshold: number | undefined;
  /** With `lazy`, loading waits until the player is near the viewport. */
  readonly loading: 'eager' | 'lazy';
}

/** Returns what to play, `null` while settings are missing, or an error if a setting is invalid. */
export function resolveSource(config: PlayerConfig): EngineSource | StreamError | null {
  const { videoId } = config;
  if (!videoId || !hasTokenSource(config)) return null;
  if (!isVideoId(videoId)) return new StreamError('config', { detail: 'video-id is not 32 hexadecimal digits.' });
  const origin = resolveOrigin(config);
  if (!origin) return new StreamError('config', { detail: 'customer-code or stream-origin is invalid.' });
  return { ...config, videoId, origin };
}

/**
 * Whether both configurations play the same source, so that playback continues. Functions and headers do not count: a page may create new
 * ones at each render, and the latest is called.
 */
export function isSameSource(first: PlayerConfig | null, second: PlayerConfig): boolean {
  return (
    first !== null &&
    // Frameworks set `undefined` where a value is not known yet, and `false` or an empty text afterwards.
    SOURCE_SETTINGS.every((name) => (first[name] || 0) === (second[name] || 0)) &&
    hasTokenSource(first) === hasTokenSource(second)
  );
}

/** Whether both configurations play the same source, perhaps with another engine. */
export const isSameExceptEngine = (first: PlayerConfig | null | undefined, second: PlayerConfig): boolean =>
  !!first && isSameSource({ ...first, engine: second.engine }, second);

const hasTokenSource = ({ tokenEndpoint, tokenProvider, token }: PlayerConfig): boolean =>
  Boolean(tokenEndpoint || tokenProvider || token);

/** The settings whose change leaves the source as it is. One that is neither here nor below does not compile. */
type OtherSetting =
  | keyof EngineSettings
  | 'tokenRequest'
  | 'tokenProvider'
  | 'playbackId'
  | 'token'
  | 'renewBefore'
  | 'startTime'
  | 'sdkSrc'
  | 'hlsConfig'
  | 'signedPoster'
  | 'storyboard'
  | 'requireWatermark'
  | 'cmcd'
  | 'qualityEndpoint'
  | 'progressEndpoint'
  | 'completionThreshold'
  | 'loading';

type SourceSetting = Exclude<keyof PlayerConfig, OtherSetting>;

/** The settings whose change reloads the source. */
const SOURCE_SETTINGS = Object.keys({
  videoId: 1,
  customerCode: 1,
  streamOrigin: 1,
  engine: 1,
  tokenEndpoint: 1,
  tokenMethod: 1,
  tokenCredentials: 1,
  live: 1,
  lowLatency: 1,
  dvr: 1,
  adUrl: 1,
} satisfies Record<SourceSetting, 1>) as readonly SourceSetting[];

/** How the page provides tokens: by a function, else by an endpoint. */
export const readTokenSource = ({
  tokenProvider: provider,
  tokenEndpoint: url,
  tokenMethod: method,
  tokenCredentials: credentials,
  tokenRequest: request,
}: PlayerConfig) => ({ provider, url, method, credentials, request });

export const selectFetchToken = (config: PlayerConfig): FetchToken => createFetchToken(readTokenSource(config));

/** The session key: players with equal keys share one request. Empty if the page provides the token itself. */
export function createSessionKey(config: PlayerConfig): readonly unknown[] {
  const source = readTokenSource(config);
  return source.provider || source.url ? [...Object.values(source), config.playbackId] : [];
}
