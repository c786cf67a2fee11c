import { filmFiles } from '../library/demo-video.js';
import { Media } from '../library/media/media.js';
import { createOrigin, demoFilm, type Origin, type OriginOptions } from '../origin.js';

/** Where a Worker finds the files of the film: a binding to static assets, or another service that has them. */
export interface FilmAssets {
  fetch(request: Request): Promise<Response>;
}

/**
 * An origin in a Worker: `export default { fetch: (request, env) => worker(env.FILM).fetch(request) }`. It lives as long as its isolate.
 * Needs the compatibility flag `nodejs_compat` for thumbnails.
 *
 * @param assets Answers `/video-240.mp4` and the other files of `media/film`.
 */
export function createWorkerOrigin(assets: FilmAssets, options: OriginOptions = {}): Origin {
  const media = new Media(
    filmFiles(async (file) => {
      const response = await assets.fetch(new Request(new URL(file, 'https://film.invalid/')));
      if (!response.ok) throw new TypeError(`${file} of the film is not among the assets: ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    }),
  );
  return createOrigin({ videos: [demoFilm(media)], ...options });
}
