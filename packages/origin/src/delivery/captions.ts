import { MEDIA_TYPES } from './answer.js';
import type { Room } from '../request-context.js';

/** `text/<language>.vtt`. */
export const captions: Room = async ({ route, video }) => {
  if (!video || route.kind !== 'caption') return null;
  const bytes = await video.media.caption(route.language);
  return bytes ? new Response(bytes, { headers: { 'Content-Type': MEDIA_TYPES.vtt } }) : null;
};
