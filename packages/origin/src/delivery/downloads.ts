import { signedQuery } from '../playlists/file-urls.js';
import type { Origin } from '../origin.js';
import type { Asked, Room } from '../request-context.js';
import type { Route } from '../routes.js';
import type { Video } from '../library/videos.js';

/** 120 characters at most, and no others than these (documentation: Download videos). */
const FILE_NAME = /^[A-Za-z0-9_-]{1,120}$/;

/** `downloads/default.mp4`, which redirects to the file. What the service says to a file name that it does not take is unknown. */
export const downloads: Room = async (asked, origin) => {
  const { url, route, video } = asked;
  if (!video || route.kind !== 'download') return null;
  const { download } = video.media.files;
  if (!video.downloadable || !download) return null;
  const name = url.searchParams.get('filename');
  if (name !== null && !FILE_NAME.test(name)) return new Response('The file name cannot be used.', { status: 400 });
  if (!route.redirected) {
    const location = await locationOf({ ...asked, route, video }, origin);
    return new Response(null, { status: 302, headers: { Location: location, 'Cache-Control': 'no-store' } });
  }
  return new Response(await video.media.read(download), {
    headers: {
      'Content-Type': 'video/mp4',
      'Content-Disposition': `attachment; filename="${name ?? 'default'}.mp4"`,
    },
  });
};

/** The file itself, as an address that is good below a folder too, with the token in its path or a signature of its own, as segments have it. */
async function locationOf(
  asked: Asked<Extract<Route, { kind: 'download' }>> & { readonly video: Video },
  origin: Origin,
): Promise<string> {
  const { route, url, video } = asked;
  if (origin.options.segments !== 'signature') return `../dl/${route.file}${url.search}`;
  const signature = await signedQuery(asked, origin, { type: 'download', videoID: video.uid, track: route.file });
  return `../../${video.uid}/dl/${route.file}?${signature}${url.search.replace('?', '&')}`;
}
