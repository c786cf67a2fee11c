import { env } from 'cloudflare:workers';
import { createTokenEndpoint, limitViewings, streamHints } from '@secure-stream/signer';
import { durableObjectStore } from '@secure-stream/signer/durable-objects';
import { authorize } from './authorize.js';

export { ViewerObject } from '@secure-stream/signer/durable-objects';

/** Two playbacks for each viewer at the same time, which Durable Objects count. */
const limitInObjects = (namespace: DurableObjectNamespace) =>
  limitViewings({
    perViewer: 2,
    store: durableObjectStore(namespace),
    onViewing: ({ event, viewer, videoId }) => console.log({ event: `viewing ${event}`, viewer, videoId }),
  });

const endpoint = createTokenEndpoint({
  key: env.STREAM_SIGNING_JWK,
  authorize,
  cors: { origins: env.ALLOWED_ORIGINS.split(' ') },
  limit: async (request) => {
    const { success } = await env.LIMITER.limit({ key: request.headers.get('cf-connecting-ip') ?? '' });
    return success || 60;
  },
  // A viewing ends at its next renewal, so the lifetime is the longest time until then.
  ...(env.VIEWINGS && { viewings: limitInObjects(env.VIEWINGS), restrictions: { expiresIn: 300 } }),
  onIssue: ({ viewer, videoId, expiresIn }) => console.log({ event: 'token issued', viewer, videoId, expiresIn }),
  onError: (error) => console.error(error),
});

/** Renders a page whose player has its first token already. It goes through the same `authorize` as the endpoint. */
async function renderPage(request: Request): Promise<Response> {
  const videoId = new URL(request.url).pathname.split('/').at(-1) ?? '';
  const grant = await endpoint.issueToken(request, videoId);
  // At the limit of viewings, the player says so, and the viewer can continue here.
  if ('refused' in grant && !grant.details)
    return new Response('You may not watch this video.', { status: grant.refused });
  const hints = streamHints({ grant, streamOrigin: env.STREAM_ORIGIN });
  // Set in `.env` for `wrangler dev` with the local origin.
  const streamOrigin = env.STREAM_ORIGIN ? `stream-origin="${env.STREAM_ORIGIN}"` : '';
  // `issueToken` accepts only a uid, which cannot end the attribute.
  const html = `<!doctype html>
    <title>A private video</title>
    ${hints.links}
    <script
      type="module"
      src="https://cdn.jsdelivr.net/npm/@secure-stream/element@0.1.0/dist/cdn/secure-stream.js"
      integrity="sha384-BLMqpO/G9g04fIlbIA6WwrWer8Jq6NDxIsUlhj1quAqoNpBajewDi9QcGDmhRHt4"
    ></script>
    <secure-stream video-id="${videoId}" ${streamOrigin} token-endpoint="/" controls>${hints.script}</secure-stream>`;
  return new Response(html, { headers: { 'content-type': 'text/html', 'cache-control': 'no-store' } });
}

/** `POST /` with `{ videoId }`, `GET /?videoId=…` and `GET /…/<video id>` issue a token. `GET /watch/<video id>` is a page with its first token. */
export default {
  fetch: (request: Request) =>
    new URL(request.url).pathname.startsWith('/watch/') ? renderPage(request) : endpoint(request),
} satisfies ExportedHandler;
