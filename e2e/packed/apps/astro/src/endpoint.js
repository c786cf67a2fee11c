import { createTokenEndpoint } from '@secure-stream/signer';

export const endpoint = createTokenEndpoint({
  key: process.env.STREAM_SIGNING_JWK,
  authorize: () => ({ viewer: 'a viewer', expiresIn: 8 }),
});
