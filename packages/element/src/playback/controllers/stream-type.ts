import { StreamTypeChangeEvent, TargetLiveWindowChangeEvent } from '../../events/stream-type-events.js';
import { computeLiveEdgeStart, detectStreamType, type StreamInfo } from '../../live/stream-type.js';
import type { PlaybackController, PlaybackContext } from './controller.js';

/** Reports to controls whether the source is a live stream. */
export function updateStreamType(context: PlaybackContext): PlaybackController {
  return () => {
    const { streamInfo: previous, source, media, playlist } = context;
    const streamType = detectStreamType({
      previous: previous.streamType,
      isLiveInput: source.live,
      duration: media.duration,
      playlist,
    });
    if (streamType === previous.streamType) return;
    const streamInfo = createStreamInfo(streamType, context);
    const isSameWindow = Object.is(streamInfo.targetLiveWindow, previous.targetLiveWindow);
    return {
      streamInfo,
      events: [new StreamTypeChangeEvent(), ...(isSameWindow ? [] : [new TargetLiveWindowChangeEvent()])],
    };
  };
}

function createStreamInfo(streamType: StreamInfo['streamType'], context: PlaybackContext): StreamInfo {
  const isLive = streamType === 'live';
  return {
    streamType,
    targetLiveWindow: isLive ? (context.source.dvr || context.playlist?.type === 'EVENT' ? Infinity : 0) : NaN,
    get liveEdgeStart() {
      return isLive ? computeLiveEdgeStart(context.media, context.playlist) : NaN;
    },
    get isEnded() {
      return isLive && context.media.ended;
    },
  };
}
