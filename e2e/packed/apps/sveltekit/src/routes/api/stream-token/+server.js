import { createTokenEndpoint } from '@secure-stream/signer';

let endpoint;

/** Created with the first request: SvelteKit imports this file while it builds, where there is no key. */
export function fallback({ request }) {
  endpoint ??= createTokenEndpoint({
    key: process.env.STREAM_SIGNING_JWK,
    authorize: () => ({ viewer: 'a viewer', expiresIn: 8 }),
  });
  return endpoint(request);
}
