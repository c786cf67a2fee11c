import type { Room } from './room.js';

/** What the service says about a video besides its media: `lifecycle`, `views`, and what its own player fetches. */
export const status: Room = ({ route, video }) => {
  if (!video) return null;
  switch (route.kind) {
    case 'lifecycle':
      return Response.json({ isInput: false, videoUID: video.uid, live: false });
    case 'views':
      return Response.json({ liveViewers: 0 });
    case 'metadata':
      return Response.json({});
    default:
      return null;
  }
};
