import { requireVariables, SERVER_VARIABLES } from '../../../scripts/environment.js';
import { createEndpoint } from '../../../server/endpoint.js';

let endpoint;

/** Creates the endpoint with the first request: `next build` loads this file too, usually without a key. */
export function POST(request) {
  if (!endpoint) {
    requireVariables(process.env, ...SERVER_VARIABLES);
    endpoint = createEndpoint(process.env);
  }
  return endpoint(request);
}
