import type { TokenEndpoint } from '@secure-stream/signer';
import { createBenchEndpoint } from './endpoint.js';

let endpoint: TokenEndpoint | undefined;

export default {
  fetch: (request: Request, { KEY }: { readonly KEY: string }): Promise<Response> =>
    (endpoint ??= createBenchEndpoint(KEY))(request),
};
