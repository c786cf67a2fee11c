import { MEDIA_TYPES } from './answer.js';
import type { Room } from './room.js';
import { parseTime, splitStills } from './stills.js';

/** `thumbnails/thumbnail.jpg`: the still nearest to the time that is asked for. */
export const images: Room = async ({ url, route, video }) => {
  if (!video || route.kind !== 'thumbnail' || route.format !== 'jpg') return null;
  const { stills } = video.media.files;
  if (!stills) return null;
  const time = parseTime(url.searchParams.get('time') ?? '0s') ?? 0;
  const all = splitStills(await video.media.read(stills.file));
  const still = all[Math.min(Math.floor(time / stills.every), all.length - 1)];
  return still ? new Response(still, { headers: { 'Content-Type': MEDIA_TYPES.jpg } }) : null;
};
