import { createTokenEndpoint } from '@secure-stream/signer';

const endpoint = createTokenEndpoint({
  key: process.env.STREAM_SIGNING_JWK,
  authorize: () => ({ viewer: 'a viewer', expiresIn: 8 }),
});

export const prerender = false;
export const ALL = ({ request }) => endpoint(request);
