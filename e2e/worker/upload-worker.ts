import { env } from 'cloudflare:workers';
import { bindingSource, createTokenEndpoint } from '@secure-stream/signer';
import { authorize } from '../../examples/worker/src/authorize.ts';

declare global {
  namespace Cloudflare {
    interface Env {
      readonly STREAM: StreamBinding;
    }
  }
}

/** As in docs/guides/server-workers.md. */
const endpoint = createTokenEndpoint({ source: bindingSource(env.STREAM), authorize });

/** The sessions of the example with the tokens of the Stream binding, and a route that fills the emulated service: `/upload?<url>` returns the id of a new video. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    if (pathname !== '/upload') return endpoint(request);
    const { id } = await env.STREAM.upload(search.slice(1));
    return new Response(id);
  },
};
