import { env } from 'cloudflare:workers';
import { streamHints, type TokenEndpoint } from '@secure-stream/signer';

/** Renders a page whose player has its first token already. It goes through the same `authorize` as the endpoint. */
export async function renderPage(endpoint: TokenEndpoint, request: Request): Promise<Response> {
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
