import { refuse, type TokenRequest } from '@secure-stream/signer';

/** `.env.example` describes each variable. */
export type Environment = Readonly<Record<string, string | undefined>>;

interface Viewer {
  readonly id: string;
}

/**
 * Returns the viewer of a request, or nothing. Write this with the session of your site, for example with a signed cookie in
 * `request.headers.get('cookie')`, and remove STREAM_DEMO_VIEWER.
 */
async function viewerOf(request: Request, { STREAM_DEMO_VIEWER }: Environment): Promise<Viewer | undefined> {
  if (STREAM_DEMO_VIEWER) return { id: STREAM_DEMO_VIEWER };
  console.warn('Nobody may watch: write viewerOf() in server/authorize.ts, or set STREAM_DEMO_VIEWER to try the app.');
  return undefined;
}

/** Whether a viewer may watch a video. Write this with what your site has sold or allowed. */
async function mayWatch(viewer: Viewer, videoId: string, { PUBLIC_STREAM_VIDEO_ID }: Environment): Promise<boolean> {
  return videoId === PUBLIC_STREAM_VIDEO_ID;
}

/** Decides about each token. Whatever is not allowed here is refused. */
export async function authorize(request: Request, { videoId }: Pick<TokenRequest, 'videoId'>, env: Environment) {
  const viewer = await viewerOf(request, env);
  if (!viewer) return refuse(401);
  return (await mayWatch(viewer, videoId, env)) && { viewer: viewer.id };
}
