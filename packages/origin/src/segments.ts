import { MEDIA_TYPES } from './answer.js';
import type { Room } from './room.js';

/** As measured on the service [S]: a segment never changes. */
const CACHE_CONTROL = 'public, max-age=864000';

/** Initialization and media segments: byte ranges of a track's file. */
export const segments: Room = async ({ route, video }) => {
  if (!video || (route.kind !== 'init' && route.kind !== 'segment')) return null;
  const rendition = await video.media.rendition(route.medium, route.rendition);
  const segment = route.kind === 'init' ? rendition?.track.init : rendition?.segments[route.number - 1];
  if (!rendition || !segment) return null;
  const range = route.kind === 'segment' && route.part !== undefined ? undefined : segment;
  if (!range) return null;
  return new Response(rendition.bytes.subarray(range.start, range.end), {
    headers: { 'Content-Type': MEDIA_TYPES[route.medium], 'Cache-Control': CACHE_CONTROL },
  });
};
