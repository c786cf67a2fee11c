import { createTokenEndpoint } from '@secure-stream/signer';
import { authorize, type Environment } from './authorize.ts';

/** The token endpoint: a function from a `Request` to a `Response`. Throws if the environment has no signing key. */
export const createEndpoint = (env: Environment) =>
  createTokenEndpoint({
    key: env.STREAM_SIGNING_JWK,
    authorize: (request, tokenRequest) => authorize(request, tokenRequest, env),
    restrictions: { expiresIn: Number(env.STREAM_TOKEN_LIFETIME || 3600) },
    onError: (error) => console.error(error),
  });
