import { env } from 'cloudflare:workers';
import { createEndpoint } from './endpoint.ts';

export { ViewerObject } from '@secure-stream/signer/durable-objects';

const endpoint = createEndpoint(env);

/** Answers `/api/…`. Cloudflare serves the files of `dist` for all other paths. */
export default {
  fetch: (request: Request): Response | Promise<Response> =>
    new URL(request.url).pathname.startsWith('/api/stream-token')
      ? endpoint(request)
      : new Response('Not found', { status: 404 }),
};
