import { StreamTypeChangeEvent, TargetLiveWindowChangeEvent } from '../../events/stream-type-events.js';
import { computeLiveEdgeStart, detectStreamType, type PlaylistInfo, type StreamInfo } from '../../live/stream-type.js';
import type { EngineSource } from '../../engines/engine.js';
import type { MediaPort } from '../../media/media-port.js';
import type { PlaybackController } from './controller.js';

export interface StreamTypeOptions {
  readonly source: Pick<EngineSource, 'live' | 'dvr'>;
  media(): MediaPort;
  playlist(): PlaylistInfo | undefined;
  streamInfo(): StreamInfo;
}

/** Reports to controls whether the source is a live stream. */
export function updateStreamType(options: StreamTypeOptions): PlaybackController {
  return () => {
    const previous = options.streamInfo();
    const streamType = detectStreamType({
      previous: previous.streamType,
      isLiveInput: options.source.live,
      duration: options.media().duration,
      playlist: options.playlist(),
    });
    if (streamType === previous.streamType) return;
    const streamInfo = createStreamInfo(streamType, options);
    const isSameWindow = Object.is(streamInfo.targetLiveWindow, previous.targetLiveWindow);
    return {
      streamInfo,
      events: [new StreamTypeChangeEvent(), ...(isSameWindow ? [] : [new TargetLiveWindowChangeEvent()])],
    };
  };
}

function createStreamInfo(
  streamType: StreamInfo['streamType'],
  { source, media, playlist }: StreamTypeOptions,
): StreamInfo {
  const isLive = streamType === 'live';
  return {
    streamType,
    targetLiveWindow: isLive ? (source.dvr || playlist()?.type === 'EVENT' ? Infinity : 0) : NaN,
    get liveEdgeStart() {
      return isLive ? computeLiveEdgeStart(media(), playlist()) : NaN;
    },
    get isEnded() {
      return isLive && media().ended;
    },
  };
}
