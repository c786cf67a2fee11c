import { serve } from '@hono/node-server';
import { createTokenEndpoint } from '@secure-stream/signer';
import { Hono } from 'hono';
import { renderPage } from './page.js';
import { authorize } from './sessions.js';

const endpoint = createTokenEndpoint({
  key: process.env['STREAM_SIGNING_JWK'],
  authorize,
  onError: (error) => console.error(error),
});

const app = new Hono();
app.all('/api/stream-token/:videoId?', (context) => endpoint(context.req.raw));
app.get('/watch/:videoId', (context) => renderPage(endpoint, context.req.raw));

serve({ fetch: app.fetch, port: Number(process.env['PORT'] ?? 3000) }, (address) =>
  console.log(`Listening on ${JSON.stringify(address)}`),
);
