import type { TokenEndpoint } from '@secure-stream/signer';
import { requireVariables, SERVER_VARIABLES } from '../../../scripts/environment.js';
import { createEndpoint } from '../../../server/endpoint.ts';

let endpoint: TokenEndpoint | undefined;

/** Creates the endpoint with the first request: `next build` loads this file too, usually without a key. */
export function POST(request: Request): Promise<Response> {
  if (!endpoint) {
    requireVariables(process.env, ...SERVER_VARIABLES);
    endpoint = createEndpoint(process.env);
  }
  return endpoint(request);
}
