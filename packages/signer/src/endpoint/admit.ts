import { classifyCaller, corsHeaders, preflightResponse, type CorsOptions } from './cors.js';
import { problemResponse } from './problem-response.js';
import { isFromScript } from './token-request.js';

const METHODS = 'POST, GET, OPTIONS';

/**
 * Checks who sends a request, and how. Returns the response to one that goes no further, else the CORS headers of its response. `onForeign` is
 * called for a page of an origin that is not listed.
 */
export function admit(
  request: Request,
  cors: CorsOptions | undefined,
  onForeign: (request: Request) => void = () => {},
): Response | Record<string, string> {
  const caller = classifyCaller(request, cors);
  const headers = corsHeaders(request, caller, cors);
  if (caller === 'foreign') {
    onForeign(request);
    return problemResponse(403, headers);
  }
  if (request.method === 'OPTIONS') {
    if (caller === 'allowed' && cors) return preflightResponse(request, METHODS, cors, headers);
    return new Response(null, { status: 204, headers: { ...headers, allow: METHODS } });
  }
  if (request.method !== 'POST' && request.method !== 'GET')
    return problemResponse(405, { ...headers, allow: METHODS });
  return isFromScript(request) ? headers : problemResponse(403, headers);
}
