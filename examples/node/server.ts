import { serve } from '@hono/node-server';
import { createTokenEndpoint, limitViewings, redisStore, streamHints } from '@secure-stream/signer';
import { Hono } from 'hono';
import { Redis } from 'ioredis';
import { authorize } from './sessions.js';

const { PORT = '3000', REDIS_URL, STREAM_SIGNING_JWK } = process.env;

/** Two playbacks for each viewer at the same time, which Redis counts for all servers. */
const limitInRedis = (url: string) =>
  limitViewings({
    perViewer: 2,
    store: redisStore({ client: new Redis(url) }),
    onViewing: ({ event, viewer, videoId }) => console.log(`viewing ${event}: ${viewer} ${videoId}`),
  });

const endpoint = createTokenEndpoint({
  key: STREAM_SIGNING_JWK,
  authorize,
  // A viewing ends at its next renewal, so the lifetime is the longest time until then.
  ...(REDIS_URL && { viewings: limitInRedis(REDIS_URL), restrictions: { expiresIn: 300 } }),
  onError: (error) => console.error(error),
});

/** Renders a page whose player has its first token already. It goes through the same `authorize` as the endpoint. */
async function renderPage(request: Request, videoId: string): Promise<Response> {
  const grant = await endpoint.issueToken(request, videoId);
  // At the limit of viewings, the player says so, and the viewer can continue here.
  if ('refused' in grant && !grant.details)
    return new Response('You may not watch this video.', { status: grant.refused });
  const hints = streamHints({ grant });
  // `issueToken` accepts only a uid, which cannot end the attribute.
  const html = `<!doctype html>
    <title>A private video</title>
    ${hints.links}
    <script
      type="module"
      src="https://cdn.jsdelivr.net/npm/@secure-stream/element@0.1.0/dist/cdn/secure-stream.js"
      integrity="sha384-BLMqpO/G9g04fIlbIA6WwrWer8Jq6NDxIsUlhj1quAqoNpBajewDi9QcGDmhRHt4"
    ></script>
    <secure-stream video-id="${videoId}" token-endpoint="/api/stream-token" controls>${hints.script}</secure-stream>`;
  return new Response(html, { headers: { 'content-type': 'text/html', 'cache-control': 'no-store' } });
}

const app = new Hono();
app.all('/api/stream-token/:videoId?', (context) => endpoint(context.req.raw));
app.get('/watch/:videoId', (context) => renderPage(context.req.raw, context.req.param('videoId')));

serve({ fetch: app.fetch, port: Number(PORT) }, (address) => console.log(`Listening on ${JSON.stringify(address)}`));
