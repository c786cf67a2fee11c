import { serve } from '@hono/node-server';
import { createTokenEndpoint, limitViewings, redisStore } from '@secure-stream/signer';
import { Hono } from 'hono';
import { Redis } from 'ioredis';
import { renderPage } from './page.js';
import { authorize } from './sessions.js';

const viewings = limitViewings({
  perViewer: 2,
  store: redisStore({ client: new Redis(process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379') }),
  onViewing: ({ event, viewer, videoId }) => console.log(`viewing ${event}: ${viewer} ${videoId}`),
});

const endpoint = createTokenEndpoint({
  key: process.env['STREAM_SIGNING_JWK'],
  authorize,
  viewings,
  // A viewing ends at its next renewal, so the lifetime is the longest time until then.
  restrictions: { expiresIn: 300 },
  onError: (error) => console.error(error),
});

const app = new Hono();
app.all('/api/stream-token/:videoId?', (context) => endpoint(context.req.raw));
app.get('/watch/:videoId', (context) => renderPage(endpoint, context.req.raw));

serve({ fetch: app.fetch, port: Number(process.env['PORT'] ?? 3000) }, (address) =>
  console.log(`Listening on ${JSON.stringify(address)}`),
);
