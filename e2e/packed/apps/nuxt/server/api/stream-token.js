import { createTokenEndpoint } from '@secure-stream/signer';

const endpoint = createTokenEndpoint({
  key: process.env.STREAM_SIGNING_JWK,
  authorize: () => ({ viewer: 'a viewer', expiresIn: 8 }),
});

export default defineEventHandler((event) => endpoint(toWebRequest(event)));
