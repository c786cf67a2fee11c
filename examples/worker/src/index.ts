import { env } from 'cloudflare:workers';
import { createTokenEndpoint } from '@secure-stream/signer';
import { authorize } from './authorize.js';
import { renderPage } from './page.js';

const endpoint = createTokenEndpoint({
  key: env.STREAM_SIGNING_JWK,
  authorize,
  cors: { origins: env.ALLOWED_ORIGINS.split(' ') },
  limit: async (request) => {
    const { success } = await env.LIMITER.limit({ key: request.headers.get('cf-connecting-ip') ?? '' });
    return success || 60;
  },
  onIssue: ({ viewer, videoId, expiresIn }) => console.log({ event: 'token issued', viewer, videoId, expiresIn }),
  onError: (error) => console.error(error),
});

/** `POST /` with `{ videoId }`, `GET /?videoId=…` and `GET /…/<video id>` issue a token. `GET /watch/<video id>` is a page with its first token. */
export default {
  fetch: (request: Request) =>
    new URL(request.url).pathname.startsWith('/watch/') ? renderPage(endpoint, request) : endpoint(request),
} satisfies ExportedHandler;
