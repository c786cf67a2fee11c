import type { RouteHandler } from '../request-context.js';
import type { RouteOf } from '../routes.js';
import { mediaContent } from './content.js';

/** `text/<language>.vtt`. */
export const captionFile: RouteHandler<RouteOf<'caption'>> = async ({ route, video }) => {
  const bytes = await video?.media.caption(route.language);
  return bytes ? mediaContent('vtt', bytes) : null;
};
