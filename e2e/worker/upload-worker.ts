import { env } from 'cloudflare:workers';
import example from '../../examples/worker/src/with-binding.ts';

/** The example with a route that fills the emulated service: `/upload?<url>` returns the id of a new video. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    if (pathname !== '/upload') return example.fetch(request);
    const { id } = await env.STREAM.upload(search.slice(1));
    return new Response(id);
  },
};
