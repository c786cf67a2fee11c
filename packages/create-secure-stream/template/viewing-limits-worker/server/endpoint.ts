import { createTokenEndpoint, limitViewings } from '@secure-stream/signer';
import { durableObjectStore, type ViewingsNamespace } from '@secure-stream/signer/durable-objects';
import { authorize, type Environment } from './authorize.ts';

/**
 * The token endpoint: a function from a `Request` to a `Response`. Throws if the environment has no signing key. Each viewer can have two
 * playbacks at the same time, which Durable Objects count:
 * https://github.com/secure-stream/secure-stream/blob/main/docs/guides/viewing-limits.md
 */
export const createEndpoint = (env: Environment & { readonly VIEWINGS: ViewingsNamespace }) =>
  createTokenEndpoint({
    key: env.STREAM_SIGNING_JWK,
    authorize: (request, tokenRequest) => authorize(request, tokenRequest, env),
    viewings: limitViewings({ perViewer: 2, store: durableObjectStore(env.VIEWINGS) }),
    // A viewing ends at its next renewal, so the lifetime is the longest time until then.
    restrictions: { expiresIn: Number(env.STREAM_TOKEN_LIFETIME || 300) },
    onError: (error) => console.error(error),
  });
