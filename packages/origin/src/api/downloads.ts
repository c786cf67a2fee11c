import type { Video } from '../library/videos.js';
import { ApiError, succeed } from './envelope.js';
import { type Call, type Handler, videoOf } from './call.js';

/** The service makes the file, which takes a while; here it is ready at once. Of the two kinds there is only `default`. */
export const createDownload: Handler = (call) => {
  const video = wanted(call);
  if (!video.media.files.download) throw new ApiError('value-refused', 'No download can be made of this video.');
  return succeed(downloadsOf(call.origin.videos.edit(video.uid, { downloadable: true }), call.base));
};

export const listDownloads: Handler = (call) => succeed(downloadsOf(videoOf(call), call.base));

export const removeDownload: Handler = (call) => {
  call.origin.videos.edit(wanted(call).uid, { downloadable: false });
  return succeed('');
};

function wanted(call: Call): Video {
  const [, kind = 'default'] = call.names;
  if (kind !== 'default') throw new ApiError('value-refused', 'Only the default download can be made here.');
  return videoOf(call);
}

const downloadsOf = ({ uid, downloadable, media }: Video, base: string) =>
  downloadable && media.files.download
    ? { default: { status: 'ready', url: `${base}/${uid}/downloads/default.mp4`, percentComplete: 100 } }
    : {};
