import { createWorkerOrigin, type DemoAssets } from '@secure-stream/origin/worker';
import type { Origin } from '@secure-stream/origin';

interface Environment {
  readonly FILM: DemoAssets;
  readonly SIGNING_KEY: string;
}

let origin: Origin | undefined;

/** A Worker as a user would write it. */
export default {
  fetch(request: Request, { FILM, SIGNING_KEY }: Environment): Promise<Response> {
    origin ??= createWorkerOrigin(FILM, { keys: [SIGNING_KEY] });
    return origin.fetch(request);
  },
};
