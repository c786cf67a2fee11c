import { env } from 'cloudflare:workers';
import type { TokenEndpoint } from '@secure-stream/signer';

/** Renders a page whose player has its first token already. It goes through the same `authorize` as the endpoint. */
export async function renderPage(endpoint: TokenEndpoint, request: Request): Promise<Response> {
  const videoId = new URL(request.url).pathname.split('/').at(-1) ?? '';
  const result = await endpoint.issueToken(request, videoId);
  if ('refused' in result) return new Response('You may not watch this video.', { status: result.refused });
  // With a limit of viewings, the renewals of the player belong to the viewing that `issueToken` has started.
  const playbackId = result.playbackId ? `playback-id="${result.playbackId}"` : '';
  // Set in `.env` for `wrangler dev` with the local origin.
  const streamOrigin = env.STREAM_ORIGIN ? `stream-origin="${env.STREAM_ORIGIN}"` : '';
  // `issueToken` accepts only a uid, a token is base64url, and a playback id is random: none of them can end the attribute.
  const html = `<!doctype html>
    <title>A private video</title>
    <script type="module" src="https://cdn.jsdelivr.net/npm/@secure-stream/element@0.1.0/dist/cdn/secure-stream.js"></script>
    <secure-stream video-id="${videoId}" token="${result.token}" ${playbackId} ${streamOrigin} token-endpoint="/" controls></secure-stream>`;
  return new Response(html, { headers: { 'content-type': 'text/html', 'cache-control': 'no-store' } });
}
