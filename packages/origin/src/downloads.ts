import type { Room } from './room.js';

/** 120 characters at most, and no others than these (documentation: Download videos). */
const FILE_NAME = /^[A-Za-z0-9_-]{1,120}$/;

/** `downloads/default.mp4`, which redirects to the file. What the service says to a file name that it does not take is unknown. */
export const downloads: Room = async ({ url, route, video }) => {
  if (!video || route.kind !== 'download') return null;
  const { download } = video.media.files;
  if (!video.downloadable || !download) return null;
  const name = url.searchParams.get('filename');
  if (name !== null && !FILE_NAME.test(name)) return new Response('The file name cannot be used.', { status: 400 });
  if (!route.redirected) {
    const location = `/${encodeURIComponent(route.id)}/dl/${route.file}${url.search}`;
    return new Response(null, { status: 302, headers: { Location: location, 'Cache-Control': 'no-store' } });
  }
  return new Response(await video.media.read(download), {
    headers: {
      'Content-Type': 'video/mp4',
      'Content-Disposition': `attachment; filename="${name ?? 'default'}.mp4"`,
    },
  });
};
