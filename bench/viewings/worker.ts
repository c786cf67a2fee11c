import { durableObjectStore, ViewerObject, type ViewingsNamespace } from '@secure-stream/signer/durable-objects';
import { runMixedOperations } from './mixed-operations.js';

export { ViewerObject };

/** `/<count>/<seed>` runs operations on Durable Objects and returns the measurement. */
export default {
  async fetch(request: Request, env: { VIEWINGS: ViewingsNamespace }): Promise<Response> {
    const [, count, seed] = new URL(request.url).pathname.split('/').map(Number);
    return Response.json(await runMixedOperations(durableObjectStore(env.VIEWINGS), count ?? 0, seed ?? 0));
  },
};
