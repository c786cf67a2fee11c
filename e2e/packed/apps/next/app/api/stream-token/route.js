import { createTokenEndpoint } from '@secure-stream/signer';

let endpoint;

/** Created with the first request: Next imports this file while it builds, where there is no key. */
function answer(request) {
  endpoint ??= createTokenEndpoint({
    key: process.env.STREAM_SIGNING_JWK,
    authorize: () => ({ viewer: 'a viewer', expiresIn: 8 }),
  });
  return endpoint(request);
}

export { answer as GET, answer as OPTIONS, answer as POST };
