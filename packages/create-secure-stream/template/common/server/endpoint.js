import { createTokenEndpoint } from '@secure-stream/signer';
import { authorize } from './authorize.js';

/** The token endpoint: a function from a `Request` to a `Response`. Throws if the environment has no signing key. */
export const createEndpoint = (env) =>
  createTokenEndpoint({
    key: env.STREAM_SIGNING_JWK,
    authorize: (request, tokenRequest) => authorize(request, tokenRequest, env),
    restrictions: { expiresIn: Number(env.STREAM_TOKEN_LIFETIME || 3600) },
    onError: (error) => console.error(error),
  });
