import { refuse } from '@secure-stream/signer';

/**
 * Returns the viewer of a request, or nothing. Write this with the session of your site, for example with a signed cookie in
 * `request.headers.get('cookie')`, and remove STREAM_DEMO_VIEWER.
 */
async function viewerOf(request, { STREAM_DEMO_VIEWER }) {
  if (STREAM_DEMO_VIEWER) return { id: STREAM_DEMO_VIEWER };
  console.warn('Nobody may watch: write viewerOf() in server/authorize.js, or set STREAM_DEMO_VIEWER to try the app.');
}

/** Whether a viewer may watch a video. Write this with what your site has sold or allowed. */
async function mayWatch(viewer, videoId, { PUBLIC_STREAM_VIDEO_ID }) {
  return videoId === PUBLIC_STREAM_VIDEO_ID;
}

/** Decides about each token. Whatever is not allowed here is refused. */
export async function authorize(request, { videoId }, env) {
  const viewer = await viewerOf(request, env);
  if (!viewer) return refuse(401);
  return (await mayWatch(viewer, videoId, env)) && { viewer: viewer.id };
}
