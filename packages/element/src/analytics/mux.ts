import { isRetried } from '@secure-stream/session/core';
import type { StreamErrorEvent } from '../events/stream-events.js';
import type { ObservedPlayer } from '../quality/observe-quality.js';
import type { SecureStreamElement } from '../stream/secure-stream.js';

/** Names and values of the dimensions of Mux Data, such as `env_key` and `video_title`. */
export type MuxMetadata = Readonly<Record<string, string | number | boolean | undefined>>;

/** The part of `mux-embed` that is used: its default export. */
export interface MuxEmbed {
  init(id: string, options: object): void;
  emit(id: string, event: string, data?: object): void;
}

export type MuxPlayer = ObservedPlayer & Pick<SecureStreamElement, 'getVideoPlaybackQuality'>;

export interface MuxOptions {
  /** Returns what the site knows of a video, with the `env_key` of the environment. Called for each video. */
  readonly metadata: (videoId: string | undefined) => MuxMetadata;
  /** Default true: Mux recognizes no viewer and no visit. */
  readonly disableCookies?: boolean;
  /** Any other option of `mux.init()`, such as `beaconCollectionDomain`. */
  readonly [name: string]: unknown;
}

/** The events of a `<video>` that Mux listens to. */
const EVENTS = 'ended loadstart pause play playing ratechange seeked seeking stalled timeupdate waiting'.split(' ');

/**
 * Reports a player to Mux Data through `mux-embed`, which the page has loaded. The call is the site's word that this may leave the page. Unlike
 * `mux.monitor()`, which sends the URLs of the source and of the poster, it reports no URL of the video, because these contain a token. Returns a function
 * that ends it.
 */
export function monitorWithMux(player: MuxPlayer, mux: MuxEmbed, { metadata, ...options }: MuxOptions): () => void {
  const lifetime = new AbortController();
  const { signal } = lifetime;
  const id = `secure-stream-${(count += 1)}`;
  let { videoId } = player;
  const describe = () => ({ video_id: videoId, ...metadata(videoId) });

  const emit = (event: string, data?: object) => mux.emit(id, event, data);
  const on = (type: string, listener: (event: Event) => void) => player.addEventListener(type, listener, { signal });
  const forward = (type: string, data?: object) => {
    if (videoId !== player.videoId) {
      ({ videoId } = player);
      emit('videochange', describe());
    }
    emit(type, data);
  };

  mux.init(id, {
    disableCookies: true,
    ...options,
    data: { player_software_name: 'secure-stream', player_mux_plugin_name: 'secure-stream', ...describe() },
    getPlayheadTime: () => toMilliseconds(player.currentTime),
    getStateData: () => readState(player),
  });
  emit('playerready');
  for (const type of EVENTS) on(type, () => forward(type));
  on('resize', () => forward('renditionchange', readPicture(player)));
  on('error', (event) => {
    const { error } = event as StreamErrorEvent;
    forward('error', {
      player_error_code: error.code,
      player_error_message: error.reason,
      player_error_severity: isRetried(error) ? 'warning' : 'fatal',
    });
  });
  signal.addEventListener('abort', () => emit('destroy'));
  return () => lifetime.abort();
}

let count = 0;

const readState = (player: MuxPlayer) => ({
  player_is_paused: player.paused,
  player_width: player.offsetWidth,
  player_height: player.offsetHeight,
  player_autoplay_on: player.autoplay,
  player_language_code: player.lang,
  // `Infinity` tells Mux of a live stream.
  video_source_duration: toMilliseconds(player.duration),
  view_dropped_frame_count: player.getVideoPlaybackQuality?.()?.droppedVideoFrames,
  ...readPicture(player),
});

function readPicture({ videoWidth, videoHeight, videoRenditions }: MuxPlayer) {
  const shown = [...videoRenditions].find(({ width, height }) => width === videoWidth && height === videoHeight);
  return { video_source_width: videoWidth, video_source_height: videoHeight, video_source_bitrate: shown?.bitrate };
}

const toMilliseconds = (seconds: number) => (Number.isNaN(seconds) ? undefined : seconds * 1000);
