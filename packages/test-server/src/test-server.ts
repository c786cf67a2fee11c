import {
  corrupt,
  createOrigin,
  delay,
  demoVideo,
  demoVideoFiles,
  deny,
  drop,
  fail,
  DEMO_VIDEO_ID,
  LIVE_INPUT_ID,
  Media,
  type FaultPlan,
  type FaultTarget,
  type Origin,
  type OriginOptions,
  type RefusalReason,
} from '@secure-stream/origin';
import { serve } from '@secure-stream/origin/node';
import {
  createProgressEndpoint,
  limitViewings,
  memoryStore,
  type ProgressEndpointOptions,
  type ViewingLimitOptions,
} from '@secure-stream/signer';
import { createTestEndpoint, TEST_VIEWER, type TestEndpoint, type EndpointBehavior } from './endpoint.ts';

/** The URLs and ids that a test page needs. */
export interface Fixture {
  readonly origin: string;
  readonly endpoint: string;
  readonly progressEndpoint: string;
  readonly videoId: string;
  readonly liveInputId: string;
}

export interface FixtureOptions {
  /** Seconds for which a token is valid. Default 3600. */
  readonly tokenLifetime?: number;
  /** Milliseconds before each response of the origin and the endpoint. */
  readonly latency?: number;
  /** Bytes per second of each response of the origin. */
  readonly bandwidth?: number;
  /** Seconds of the origin's clock per second, for tokens with a lifetime of less than a second. Default 1. */
  readonly speed?: number;
  readonly originOptions?: OriginOptions;
  /** Limits the viewings of the one viewer, and counts them in memory. */
  readonly viewings?: Omit<ViewingLimitOptions, 'store'>;
  readonly watermark?: TestEndpoint['watermark'];
  /** Counts what the viewer has watched of the video of 96 s, in memory. */
  readonly progress?: Omit<ProgressEndpointOptions, 'store' | 'authorize'>;
}

export interface OnlyFault {
  readonly target: FaultTarget;
  readonly only: string;
  readonly count?: number;
}

/** Seconds. */
const DEMO_DURATION_S = 96;

/** An origin and a token endpoint on two ports. `open` creates both again for each test. */
export async function createTestServer() {
  let origin: Origin;
  let endpoint: TestEndpoint;
  const { jwk: rsaKey } = await createOrigin().keys.create();
  const media = new Media(demoVideoFiles());
  await renderPoster(media);
  const servers = [
    await serve({ fetch: (request, source) => origin.fetch(request, source) }),
    await serve({ fetch: (request) => endpoint.fetch(request) }),
  ] as const;

  const testServer = {
    /** The origin and the endpoint, for a test in the same process. */
    get origin() {
      return origin;
    },
    get endpoint() {
      return endpoint;
    },
    async open({
      tokenLifetime = 3600,
      latency = 0,
      bandwidth = Infinity,
      speed = 1,
      originOptions = {},
      viewings,
      watermark,
      progress,
    }: FixtureOptions = {}): Promise<Fixture> {
      const firstKey = withNewId(rsaKey);
      const openedAt = Date.now();
      const now = () => openedAt + (Date.now() - openedAt) * speed;
      origin = createOrigin({ now, videos: [demoVideo(media)], ...originOptions, keys: [firstKey.jwk] });
      origin.faults.network = { latency, bandwidth };
      const currentOrigin = origin;
      endpoint = await createTestEndpoint(currentOrigin, () => currentOrigin.clock.now(), firstKey);
      Object.assign(endpoint, { tokenLifetime, latency, watermark });
      if (viewings) endpoint.viewings = limitViewings({ ...viewings, store: memoryStore({ now }) });
      if (progress)
        endpoint.progress = createProgressEndpoint({
          ...progress,
          store: memoryStore({ now }),
          authorize: () => ({ viewer: TEST_VIEWER, duration: DEMO_DURATION_S }),
        });
      return {
        origin: servers[0].url,
        endpoint: `${servers[1].url}/token`,
        progressEndpoint: `${servers[1].url}/progress`,
        videoId: DEMO_VIDEO_ID,
        liveInputId: LIVE_INPUT_ID,
      };
    },
    setBehavior(behavior: EndpointBehavior) {
      endpoint.behavior = behavior;
    },
    setTokenLifetime(seconds: number) {
      endpoint.tokenLifetime = seconds;
    },
    /** The restrictions of the site's tokens, beside their lifetime. */
    setRestrictions(restrictions: TestEndpoint['restrictions']) {
      endpoint.restrictions = restrictions;
    },
    setWatermark(watermark: TestEndpoint['watermark'] | null) {
      endpoint.watermark = watermark ?? undefined;
    },
    countTokenRequests: () => endpoint.requestCount,
    /**
     * Without late requests of the players of an earlier test: each test has keys of its own, and no player requests a signed segment
     * before a playlist.
     */
    listRequests() {
      const { entries } = origin.requests;
      const begin = entries.findIndex(({ kind, status }) => kind === 'multivariant' && status === 200);
      return entries.filter(
        ({ reason }, index) =>
          reason !== 'key-unknown' && (reason !== 'segment-signature-invalid' || (begin !== -1 && index > begin)),
      );
    },
    listTokenRequests: () => endpoint.viewingRequests,
    /** The playbacks that their players have released, in order. Without late releases of the players of an earlier test. */
    listReleases: () =>
      endpoint.releases.filter((id) => endpoint.viewingRequests.some(({ playbackId }) => playbackId === id)),
    listViewings: () => endpoint.viewings?.listViewings(TEST_VIEWER) ?? [],
    listReports: () => endpoint.reports,
    listProgress: () => endpoint.progress?.listProgress(TEST_VIEWER) ?? [],
    revokeViewer: () => endpoint.viewings?.revokeViewer(TEST_VIEWER),
    /** From now on, `authorize` refuses with the reason `revoked`. */
    revokeAuthorization: () => void (endpoint.isRevoked = true),
    clearRequests() {
      origin.requests.clear();
      endpoint.requestCount = 0;
    },
    /** Revokes the signing key at once. The endpoint signs with a new one. */
    async revokeKey() {
      const revokedKey = await endpoint.rotateKey();
      if (revokedKey) origin.keys.revoke(revokedKey);
    },
    rejectNext: ({ target, reason, count = 1 }: { target: FaultTarget; reason: RefusalReason; count?: number }) =>
      void origin.faults.next(target, deny(reason), count),
    failNext: ({ target, status, count = 1 }: { target: FaultTarget; status: number; count?: number }) =>
      void origin.faults.next(target, fail(status), count),
    /** Fails only requests for one medium or rendition, such as `text` or `audio/24`. */
    failOnly: ({ target, only, status, count = 1000 }: OnlyFault & { status: number }) =>
      void origin.faults.plan({ target, only, count, fault: fail(status) }),
    rejectOnly: ({ target, only, reason, count = 1000 }: OnlyFault & { reason: RefusalReason }) =>
      void origin.faults.plan({ target, only, count, fault: deny(reason) }),
    /** Responds with 200 and an invalid body. */
    corruptOnly: ({ target, only, count = 1000 }: OnlyFault) =>
      void origin.faults.plan({ target, only, count, fault: corrupt(1) }),
    delayNext: ({ target, milliseconds, count = 1 }: { target: FaultTarget; milliseconds: number; count?: number }) =>
      void origin.faults.next(target, delay(milliseconds), count),
    /** Resets connections without a response. */
    drop: ({ target, count = 1 }: { target: FaultTarget; count?: number }) =>
      void origin.faults.next(target, drop(), count),
    /** Changes a share of the bytes, after the share of the body that stays intact. */
    corruptNext: ({
      share,
      after,
      count = 1,
      ...plan
    }: Omit<FaultPlan, 'fault' | 'share'> & { share?: number; after?: number }) =>
      void origin.faults.plan({ ...plan, count, fault: corrupt(share, after) }),
    /** Makes the site and the origin unreachable until `recover()`. */
    goOffline() {
      origin.faults.always('*', drop());
      endpoint.behavior = 'offline';
    },
    /** The encoder of the live input connects. The live stream is playable from its first segment on, 3 s later. */
    startLive: () => void origin.liveInputs.start(LIVE_INPUT_ID),
    disconnectLive: () => origin.liveInputs.disconnect(LIVE_INPUT_ID),
    stopLive: () => origin.liveInputs.stop(LIVE_INPUT_ID),
    recover() {
      origin.faults.clear();
      endpoint.behavior = 'ok';
    },
    advanceClock: (milliseconds: number) => origin.clock.jump(milliseconds),
    /** Adds a copy of the video. Returns its uid. */
    copyVideo: () => origin.videos.add({ ...origin.videos.get(DEMO_VIDEO_ID)!, uid: 'c0b1'.repeat(8) }).uid,
    editVideo: (settings: Parameters<Origin['videos']['edit']>[1]) => void origin.videos.edit(DEMO_VIDEO_ID, settings),
    setViewer(viewer: Origin['viewer']) {
      origin.viewer = viewer;
    },
    close: () => Promise.all(servers.map((server) => server.close())),
  };
  return testServer;
}

/**
 * The same key under another id, so that no two tests have equal tokens, and with them URLs in the browser's cache. To create another RSA key
 * would take longer than the rest of `open`.
 */
function withNewId(key: string): { readonly id: string; readonly jwk: string } {
  const id = crypto.randomUUID().replaceAll('-', '');
  return { id, jwk: btoa(JSON.stringify({ ...(JSON.parse(atob(key)) as object), kid: id })) };
}

/**
 * Every player requests the poster. The first time, rendering it blocks the process for up to seconds on a busy machine, in which a token of
 * the first test would expire.
 */
async function renderPoster(media: Media): Promise<void> {
  const origin = createOrigin({ videos: [{ ...demoVideo(media), requireSignedURLs: false }] });
  await origin.fetch(new Request(`http://origin.example/${DEMO_VIDEO_ID}/thumbnails/thumbnail.jpg`));
}

export type TestServer = Awaited<ReturnType<typeof createTestServer>>;
