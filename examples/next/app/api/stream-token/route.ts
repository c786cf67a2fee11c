import { createTokenEndpoint } from '@secure-stream/signer';
import { mayWatch, signingKey } from '../../stream';

export const POST = (request: Request): Promise<Response> =>
  createTokenEndpoint({ key: signingKey(), authorize: (_request, { videoId }) => mayWatch(videoId) })(request);
