import type { RouteHandler } from '../request-context.js';
import type { RouteOf } from '../routes.js';

/** `/lifecycle`, `/views`, and the metadata that the service's own player requests. */
export const status: RouteHandler<RouteOf<'lifecycle' | 'views' | 'metadata'>> = (
  { route, video, liveInput },
  { audience },
) => {
  switch (route.kind) {
    case 'lifecycle': {
      const isLive = liveInput ? liveInput.state.status === 'live' : video?.state === 'live-inprogress';
      return Response.json({ isInput: liveInput !== null, videoUID: video?.uid ?? null, live: isLive });
    }
    case 'views': {
      // The service's answer for a hidden count is unknown.
      const isHidden = !video?.broadcast || liveInput?.recording.hideLiveViewerCount;
      return Response.json({ liveViewers: isHidden ? 0 : audience.count(video.uid) });
    }
    case 'metadata':
      return Response.json({});
  }
};
