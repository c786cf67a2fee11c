import { signQuery } from '../playlists/file-urls.js';
import type { RequestContext, RouteHandler } from '../request-context.js';
import type { RouteOf } from '../routes.js';
import type { OriginState } from '../state.js';
import { MEDIA_TYPES } from './content.js';

/** At most 120 characters, and only these (Cloudflare documentation, "Download videos"). */
const FILE_NAME = /^[A-Za-z0-9_-]{1,120}$/;

/** `downloads/default.mp4`, which redirects to the file. The service's answer to an invalid file name is unknown. */
export const download: RouteHandler<RouteOf<'download'>> = async (context, origin) => {
  const { url, route, video } = context;
  const file = video?.media.files.download;
  if (!video?.downloadable || !file) return null;
  const name = url.searchParams.get('filename');
  if (name !== null && !FILE_NAME.test(name)) {
    return new Response('The file name is invalid: use up to 120 letters, digits, "-" and "_".', { status: 400 });
  }
  if (!route.redirected) {
    const location = await fileLocation(context, video.uid, origin);
    return new Response(null, { status: 302, headers: { Location: location, 'Cache-Control': 'no-store' } });
  }
  return {
    headers: {
      'Content-Type': MEDIA_TYPES.video,
      'Content-Disposition': `attachment; filename="${name ?? 'default'}.mp4"`,
    },
    body: await video.media.open(file),
  };
};

/** URL of the file, relative so that it works below a path prefix. It contains the token or, as segments do, its own signature. */
async function fileLocation(
  context: RequestContext<RouteOf<'download'>>,
  videoUid: string,
  origin: OriginState,
): Promise<string> {
  const { route, url } = context;
  if (origin.options.segments !== 'signature') return `../dl/${route.file}${url.search}`;
  const signature = await signQuery(context, origin, { type: 'download', videoID: videoUid, track: route.file });
  return `../../${videoUid}/dl/${route.file}?${signature}${url.search.replace('?', '&')}`;
}
