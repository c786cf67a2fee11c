import { env } from 'cloudflare:workers';
import { createTokenEndpoint, limitViewings } from '@secure-stream/signer';
import { durableObjectStore } from '@secure-stream/signer/durable-objects';
import { authorize } from './authorize.js';
import { renderPage } from './page.js';

export { ViewerObject } from '@secure-stream/signer/durable-objects';

const viewings = limitViewings({
  perViewer: 2,
  store: durableObjectStore(env.VIEWINGS),
  onViewing: ({ event, viewer, videoId }) => console.log({ event: `viewing ${event}`, viewer, videoId }),
});

const endpoint = createTokenEndpoint({
  key: env.STREAM_SIGNING_JWK,
  authorize,
  viewings,
  // A viewing ends at its next renewal, so the lifetime is the longest time until then.
  restrictions: { expiresIn: 300 },
  onError: (error) => console.error(error),
});

/** The token endpoint with a limit of two viewings per viewer, which Durable Objects count. `GET /watch/<video id>` is a page with its first token. */
export default {
  fetch: (request: Request) =>
    new URL(request.url).pathname.startsWith('/watch/') ? renderPage(endpoint, request) : endpoint(request),
} satisfies ExportedHandler;
