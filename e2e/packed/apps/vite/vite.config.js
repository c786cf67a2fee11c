import { createRequestListener } from '@remix-run/node-fetch-server';
import { createTokenEndpoint } from '@secure-stream/signer';

export default {
  plugins: [
    {
      name: 'token endpoint',
      configurePreviewServer({ middlewares }) {
        const endpoint = createTokenEndpoint({
          key: process.env.STREAM_SIGNING_JWK,
          authorize: () => ({ viewer: 'a viewer', expiresIn: 8 }),
        });
        middlewares.use('/api/stream-token', createRequestListener(endpoint));
      },
    },
  ],
};
