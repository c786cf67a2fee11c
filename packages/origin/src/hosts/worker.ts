import { demoVideo, demoVideoFiles } from '../library/demo-video.js';
import { Media } from '../library/media/media.js';
import type { OriginOptions } from '../state.js';
import { createOrigin, type Origin } from '../origin.js';

/** The binding that serves the files of the demo video: static assets, or another service. */
export interface DemoAssets {
  fetch(request: Request): Promise<Response>;
}

/**
 * An origin in a Worker: `export default { fetch: (request, env) => worker(env.DEMO).fetch(request) }`. Its state lasts as long as
 * the isolate. Thumbnails need the compatibility flag `nodejs_compat`.
 *
 * @param assets Serves `/video-240.mp4` and the other files of `media/demo`.
 */
export function createWorkerOrigin(assets: DemoAssets, options: OriginOptions = {}): Origin {
  const media = new Media(
    demoVideoFiles(async (file) => {
      const response = await assets.fetch(new Request(new URL(file, 'https://assets.invalid/')));
      if (!response.ok) throw new TypeError(`${file} of the demo video is not among the assets: ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    }),
  );
  return createOrigin({ videos: [demoVideo(media)], ...options });
}
