import { env } from 'cloudflare:workers';
import { createTokenEndpoint } from '@secure-stream/signer';
import { authorize } from './authorize.js';

/** Answers `POST /` with `{ videoId }` in its body, `GET /?videoId=…`, and `GET /…/<video id>`. */
export default {
  fetch: createTokenEndpoint({
    key: env.STREAM_SIGNING_JWK,
    authorize,
    cors: { origins: env.ALLOWED_ORIGINS.split(' ') },
    limit: async (request) => {
      const { success } = await env.LIMITER.limit({ key: request.headers.get('cf-connecting-ip') ?? '' });
      return success || 60;
    },
    onIssue: ({ viewer, videoId, expiresIn }) => console.log({ event: 'token issued', viewer, videoId, expiresIn }),
    onError: (error) => console.error(error),
  }),
} satisfies ExportedHandler;
