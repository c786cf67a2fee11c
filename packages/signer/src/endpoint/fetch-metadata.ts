import { classifyCaller, type CorsOptions } from './cors.js';

/**
 * Whether a script has sent the request, such as the player, or no browser. A link, a form, an image and a frame may come from anybody, and
 * send the viewer's cookie.
 */
export const isFromScript = (request: Request): boolean => readDestination(request) === 'empty';

/**
 * Whether a request may render a page with a token: a navigation of the whole tab, from any site, or a script of an allowed origin, such as the
 * router of a framework. Not an image or a frame.
 */
export function isPageRequest(request: Request, cors: CorsOptions | undefined): boolean {
  const destination = readDestination(request);
  return destination === 'document' || (destination === 'empty' && classifyCaller(request, cors) !== 'foreign');
}

/** Whether the browser loads a page, or a prerendered page requests a token, before the viewer has opened the page. */
export const isPrefetch = ({ headers }: Request): boolean =>
  headers.get('sec-purpose')?.split(';').includes('prefetch') ?? false;

const readDestination = ({ headers }: Request): string =>
  headers.get('sec-fetch-dest') ?? (headers.get('sec-fetch-mode') === 'navigate' ? 'document' : 'empty');
