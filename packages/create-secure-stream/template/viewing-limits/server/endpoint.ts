import { createTokenEndpoint, limitViewings, memoryStore } from '@secure-stream/signer';
import { authorize, type Environment } from './authorize.ts';

/**
 * Two playbacks for each viewer at the same time. The memory of one process counts them; a site with several processes needs `redisStore()`:
 * https://github.com/secure-stream/secure-stream/blob/main/docs/guides/viewing-limits.md
 */
const viewings = limitViewings({ perViewer: 2, store: memoryStore() });

/** The token endpoint: a function from a `Request` to a `Response`. Throws if the environment has no signing key. */
export const createEndpoint = (env: Environment) =>
  createTokenEndpoint({
    key: env.STREAM_SIGNING_JWK,
    authorize: (request, tokenRequest) => authorize(request, tokenRequest, env),
    viewings,
    // A viewing ends at its next renewal, so the lifetime is the longest time until then.
    restrictions: { expiresIn: Number(env.STREAM_TOKEN_LIFETIME || 300) },
    onError: (error) => console.error(error),
  });
