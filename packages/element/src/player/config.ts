import { isVideoId, resolveOrigin } from '@secure-stream/protocol';
import type { HlsConfig } from 'hls.js';
import { StreamError } from '../errors/stream-error.js';
import type { EngineKind, EngineSettings, EngineSource } from '../engines/engine.js';
import type { TokenRequest, TokenRequestFactory } from '../session/providers/endpoint.js';
import type { TokenProvider } from '../session/providers/provider.js';

/** Everything that a page says about one `<secure-stream>`. */
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
  /** A token given outright. */
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
  /** The page names no poster: a picture of the video is one. */
  readonly signedPoster: boolean;
  readonly storyboard: boolean;
}

/** What there is to play. `null` while the page has not said enough. Throws `config` when what it said can not be. */
export function resolveSource(config: PlayerConfig): EngineSource | null {
  const { videoId, live, lowLatency, dvr, startTime, sdkSrc, adUrl, hlsConfig } = config;
  if (!videoId || !hasTokenSource(config)) return null;
  if (!isVideoId(videoId))
    throw new StreamError('config', { detail: 'video-id is not the uid of a video: 32 hexadecimal digits.' });
  const origin = resolveOrigin(config);
  if (!origin) throw new StreamError('config', { detail: 'customer-code or stream-origin can not be one.' });
  return { videoId, origin, live, lowLatency, dvr, startTime, sdkSrc, adUrl, hlsConfig };
}

/**
 * Whether both play the same, so that playing goes on. Functions and headers do not count, of which a page may make new ones at each
 * rendering: the newest is called.
 */
export function isSameSource(first: PlayerConfig | null, second: PlayerConfig): boolean {
  return (
    first !== null &&
    SOURCE_KEYS.every((name) => first[name] === second[name]) &&
    hasTokenSource(first) === hasTokenSource(second)
  );
}

const hasTokenSource = ({ tokenEndpoint, tokenProvider, token }: PlayerConfig): boolean =>
  Boolean(tokenEndpoint || tokenProvider || token);

const SOURCE_KEYS = [
  'videoId',
  'customerCode',
  'streamOrigin',
  'engine',
  'tokenEndpoint',
  'tokenMethod',
  'tokenCredentials',
  'live',
  'lowLatency',
  'dvr',
  'adUrl',
] as const satisfies readonly (keyof PlayerConfig)[];
