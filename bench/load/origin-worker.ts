import type { Origin } from '@secure-stream/origin';
import { createWorkerOrigin, type DemoAssets } from '@secure-stream/origin/worker';

let origin: Origin | undefined;

export default {
  fetch: (request: Request, { DEMO, KEY }: { readonly DEMO: DemoAssets; readonly KEY: string }): Promise<Response> =>
    (origin ??= createWorkerOrigin(DEMO, { keys: [KEY] })).fetch(request),
};
