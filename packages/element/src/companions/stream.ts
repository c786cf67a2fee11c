import { StreamTypeChangeEvent, TargetLiveWindowChangeEvent } from '../catalogue/stream-events.js';
import { liveEdgeStartOf, streamTypeOf, type Stream } from '../live/stream.js';
import type { Companion, Journey } from './journey.js';

/** Says whether it is a broadcast, for whoever draws controls. */
export function keepStream(journey: Journey): Companion {
  return () => {
    const { stream: before, source, media, playlist } = journey;
    const streamType = streamTypeOf({
      before: before.streamType,
      said: source.live,
      duration: media.duration,
      playlist,
    });
    if (streamType === before.streamType) return;
    journey.stream = describe(streamType, journey);
    journey.announce(new StreamTypeChangeEvent());
    if (!Object.is(journey.stream.targetLiveWindow, before.targetLiveWindow))
      journey.announce(new TargetLiveWindowChangeEvent());
  };
}

function describe(streamType: Stream['streamType'], journey: Journey): Stream {
  const live = streamType === 'live';
  return {
    streamType,
    targetLiveWindow: live ? (journey.source.dvr || journey.playlist?.type === 'EVENT' ? Infinity : 0) : NaN,
    get liveEdgeStart() {
      return live ? liveEdgeStartOf(journey.media, journey.playlist) : NaN;
    },
    get over() {
      return live && journey.media.ended;
    },
  };
}
