import { createServer } from 'node:http';
import { createRequestListener } from '@remix-run/node-fetch-server';
import { createTokenEndpoint } from '@secure-stream/signer';
import { renderPage } from './page.js';
import { authorize } from './sessions.js';

const endpoint = createTokenEndpoint({
  key: process.env['STREAM_SIGNING_JWK'],
  authorize,
  onError: (error) => console.error(error),
});

const server = createServer(
  createRequestListener((request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/api/stream-token')) return endpoint(request);
    if (pathname.startsWith('/watch/')) return renderPage(endpoint, request);
    return new Response('Not found', { status: 404 });
  }),
);

server.listen(Number(process.env['PORT'] ?? 3000), () =>
  console.log(`Listening on ${JSON.stringify(server.address())}`),
);
