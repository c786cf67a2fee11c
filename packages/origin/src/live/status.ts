import type { Room } from '../request-context.js';

/** What the service says about a video besides its media: `lifecycle`, `views`, and what its own player fetches. */
export const status: Room = ({ route, video, input }, { audience }) => {
  switch (route.kind) {
    case 'lifecycle': {
      const live = input ? input.state.status === 'live' : video?.state === 'live-inprogress';
      return Response.json({ isInput: input !== null, videoUID: video?.uid ?? null, live });
    }
    case 'views': {
      // What the service says when the count is hidden is unknown.
      const hidden = !video?.broadcast || input?.recording.hideLiveViewerCount;
      return Response.json({ liveViewers: hidden ? 0 : audience.count(video.uid) });
    }
    case 'metadata':
      return Response.json({});
    default:
      return null;
  }
};
