import type { Video } from '../library/videos.js';
import { ApiError, succeed } from './envelope.js';
import { type ApiContext, type ApiHandler, videoOf } from './context.js';

/** The service creates the file, which takes a while; here it is ready at once. Of the service's two types, only `default` exists here. */
export const createDownload: ApiHandler = (c) => {
  const video = downloadableVideoOf(c);
  if (!video.media.files.download) throw new ApiError('value-refused', 'This video has no file to download.');
  return succeed(downloadsOf(c.env.origin.videos.edit(video.uid, { downloadable: true }), c.env.baseUrl));
};

export const listDownloads: ApiHandler = (c) => succeed(downloadsOf(videoOf(c), c.env.baseUrl));

export const removeDownload: ApiHandler = (c) => {
  c.env.origin.videos.edit(downloadableVideoOf(c).uid, { downloadable: false });
  return succeed('');
};

function downloadableVideoOf(c: ApiContext): Video {
  const type = c.req.param('type') ?? 'default';
  if (type !== 'default') throw new ApiError('value-refused', 'Only the default download is available here.');
  return videoOf(c);
}

const downloadsOf = ({ uid, downloadable, media }: Video, baseUrl: string) =>
  downloadable && media.files.download
    ? { default: { status: 'ready', url: `${baseUrl}/${uid}/downloads/default.mp4`, percentComplete: 100 } }
    : {};
