import { createWorkerOrigin, type DemoAssets } from '@secure-stream/origin/worker';
import type { Origin } from '@secure-stream/origin';

interface Environment {
  readonly DEMO: DemoAssets;
  readonly SIGNING_KEY: string;
}

let origin: Origin | undefined;

/** A Worker as a user would write it. */
export default {
  fetch(request: Request, { DEMO, SIGNING_KEY }: Environment): Promise<Response> {
    origin ??= createWorkerOrigin(DEMO, { keys: [SIGNING_KEY] });
    return origin.fetch(request);
  },
};
