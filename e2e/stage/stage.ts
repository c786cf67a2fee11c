import {
  corrupt,
  createOrigin,
  delay,
  deny,
  drop,
  fail,
  DEMO_VIDEO_ID,
  LIVE_INPUT_ID,
  type FaultTarget,
  type Origin,
  type OriginOptions,
  type RefusalReason,
} from '@secure-stream/origin';
import { serve } from '@secure-stream/origin/node';
import { createEndpoint, type Endpoint, type Mood } from './endpoint.ts';

/** Where a test page finds things. */
export interface Scene {
  readonly origin: string;
  readonly endpoint: string;
  readonly videoId: string;
  readonly liveInputId: string;
}

export interface SceneOptions {
  /** Seconds that a token lives. Default 3600. */
  readonly life?: number;
  /** Milliseconds before each answer of the origin and the endpoint. */
  readonly latency?: number;
  /** Bytes in a second of one answer of the origin. */
  readonly bandwidth?: number;
  readonly options?: OriginOptions;
}

interface OnlyFault {
  readonly target: FaultTarget;
  readonly only: string;
  readonly count?: number;
}

/** An origin and a site's endpoint on two ports, set up anew for each test. */
export async function createStage() {
  let origin: Origin;
  let endpoint: Endpoint;
  const served = [
    await serve({ fetch: (request) => origin.fetch(request) }),
    await serve({ fetch: (request) => endpoint.fetch(request) }),
  ] as const;

  const stage = {
    /** The parts themselves, for whoever runs in the same process. */
    get origin() {
      return origin;
    },
    get endpoint() {
      return endpoint;
    },
    async open({ life = 3600, latency = 0, bandwidth = Infinity, options = {} }: SceneOptions = {}): Promise<Scene> {
      origin = createOrigin(options);
      origin.faults.network = { latency, bandwidth };
      const own = origin;
      endpoint = await createEndpoint(own, () => own.clock.now());
      Object.assign(endpoint, { life, latency });
      return {
        origin: served[0].url,
        endpoint: `${served[1].url}/token`,
        videoId: DEMO_VIDEO_ID,
        liveInputId: LIVE_INPUT_ID,
      };
    },
    mood(mood: Mood) {
      endpoint.mood = mood;
    },
    life(seconds: number) {
      endpoint.life = seconds;
    },
    /** What the site's tokens are limited to, or allow, beside their life. */
    restrict(restrictions: Endpoint['restrictions']) {
      endpoint.restrictions = restrictions;
    },
    asked: () => endpoint.asked,
    requests: () => origin.requests.entries,
    forget() {
      origin.requests.clear();
      endpoint.asked = 0;
    },
    /** The key dies at once; the endpoint signs with another from now on. */
    async revoke() {
      const dead = await endpoint.rotate();
      if (dead) origin.keys.revoke(dead);
    },
    deny: ({ target, reason, count = 1 }: { target: FaultTarget; reason: RefusalReason; count?: number }) =>
      void origin.faults.next(target, deny(reason), count),
    fail: ({ target, status, count = 1 }: { target: FaultTarget; status: number; count?: number }) =>
      void origin.faults.next(target, fail(status), count),
    /** The same for one medium or rendition, such as `text` or `audio/24`. */
    failOnly: ({ target, only, status, count = 1000 }: OnlyFault & { status: number }) =>
      void origin.faults.plan({ target, only, count, fault: fail(status) }),
    denyOnly: ({ target, only, reason, count = 1000 }: OnlyFault & { reason: RefusalReason }) =>
      void origin.faults.plan({ target, only, count, fault: deny(reason) }),
    delay: ({ target, milliseconds, count = 1 }: { target: FaultTarget; milliseconds: number; count?: number }) =>
      void origin.faults.next(target, delay(milliseconds), count),
    corrupt: ({ target, count = 1 }: { target: FaultTarget; count?: number }) =>
      void origin.faults.next(target, corrupt(), count),
    /** Nothing of the site or the origin can be reached, until `heal()`. */
    unplug() {
      origin.faults.always('*', drop());
      endpoint.mood = 'offline';
    },
    /** The encoder of the live input connects, is lost, or is done. A broadcast can be seen from its first segment on, 3 s later. */
    start: () => void origin.liveInputs.start(LIVE_INPUT_ID),
    disconnect: () => origin.liveInputs.disconnect(LIVE_INPUT_ID),
    stop: () => origin.liveInputs.stop(LIVE_INPUT_ID),
    heal() {
      origin.faults.clear();
      endpoint.mood = 'well';
    },
    jump: (milliseconds: number) => origin.clock.jump(milliseconds),
    edit: (settings: Parameters<Origin['videos']['edit']>[1]) => void origin.videos.edit(DEMO_VIDEO_ID, settings),
    viewer(viewer: Origin['viewer']) {
      origin.viewer = viewer;
    },
    close: () => Promise.all(served.map((server) => server.close())),
  };
  return stage;
}

export type Stage = Awaited<ReturnType<typeof createStage>>;
