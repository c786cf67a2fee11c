import type { Viewer } from './access/access-rules.js';
import { type ApiOptions, createApi } from './api/api.js';
import { finish, preflight } from './delivery/answer.js';
import type { AccessPolicy } from './access/access-decision.js';
import { captions } from './delivery/captions.js';
import { createClock, type OriginClock } from './clock.js';
import { downloads } from './delivery/downloads.js';
import { type Fault, Faults } from './faults/faults.js';
import type { SegmentAccess } from './playlists/file-urls.js';
import { dressFrame, frame, type FrameOptions } from './embed/frame-page.js';
import { type Admission, admit, NOBODY, viewerOf } from './access/access.js';
import { images } from './delivery/images/thumbnails.js';
import { KeyRing } from './access/keys.js';
import { Audience } from './live/audience.js';
import { LiveInputs, type NewLiveInput } from './live/live-inputs.js';
import { readPlaylistName } from './playlists/playlist-names.js';
import { manifest } from './playlists/playlists.js';
import { FILM_ID, filmFiles } from './library/demo-video.js';
import { Media } from './library/media/media.js';
import { refuse, type Refusal, type RefusalReason } from './access/refusals.js';
import { RequestLog } from './request-log.js';
import type { Asked, Room } from './request-context.js';
import { parseRoute, type Route } from './routes.js';
import { sdk } from './embed/scripts.js';
import { SegmentSigner } from './access/segment-signer.js';
import { segments } from './delivery/segments.js';
import { status } from './live/status.js';
import { TokenVerifier } from './access/tokens.js';
import { transfer } from './delivery/transfer.js';
import { type NewVideo, type Video, Videos } from './library/videos.js';

export interface OriginOptions extends Partial<AccessPolicy>, Partial<SegmentAccess> {
  /** Default: the demo film under `FILM_ID`, protected, with a download. */
  readonly videos?: readonly NewVideo[];
  /** Default: one under `LIVE_INPUT_ID`, protected and idle. It shows the first of the videos over and over. */
  readonly liveInputs?: readonly NewLiveInput[];
  /** Segments that a live playlist lists without DVR. How many the service lists is unknown. Default 15, which are 30 s. */
  readonly liveWindow?: number;
  /** Signing keys that exist from the start: JWKs in base64, as the service and `keys.create()` return them. */
  readonly keys?: readonly string[];
  /** Who asks when the request has no `CF-Connecting-IP` and `CF-IPCountry`. Default: 203.0.113.7 in GB. */
  readonly viewer?: Viewer;
  /** Answers to refusals, where they should not be ours. */
  readonly refusals?: Partial<Record<RefusalReason, Partial<Refusal>>>;
  /** How the frame's player behaves where the service's is not known. */
  readonly frame?: FrameOptions;
  /** Who may call the API, and how often. */
  readonly api?: ApiOptions;
  /** Of what is random in the faults. Default 1. */
  readonly seed?: number;
  /** Milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
  /** Default: a timer. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** What a host knows of a request that is not in it. */
export interface RequestSource {
  readonly page?: string | undefined;
  readonly below?: string | undefined;
}

/** Stream in a box. Everything about it can be changed between two requests. */
export interface Origin {
  /**
   * Answers one request. Never throws. `page` is the address of the page that asks, for hosts whose requests have neither `Origin` nor
   * `Referer`, and `below` the folder that a host serves the origin from, such as `/stream`. A response of type `error` means that the connection is to be
   * ended without an answer.
   */
  fetch(request: Request, from?: RequestSource): Promise<Response>;
  readonly clock: OriginClock;
  readonly keys: KeyRing;
  readonly videos: Videos;
  readonly liveInputs: LiveInputs;
  readonly audience: Audience;
  readonly segmentSigner: SegmentSigner;
  readonly requests: RequestLog;
  readonly faults: Faults;
  /** Where the viewer is. Set it to move them in mid-play. */
  viewer: Viewer;
  readonly options: OriginOptions;
}

/** The uid of the live input that every origin has unless it is told otherwise. It is protected. */
export const LIVE_INPUT_ID = 'b2c3d4e5f60718293a4b5c6d7e8f9011';

/** In the order in which they are asked. */
const ROOMS: readonly Room[] = [manifest, segments, captions, images, downloads, status, frame, sdk];

/** The film, protected, with a download. */
export const demoFilm = (media: Media = new Media(filmFiles())): NewVideo => ({
  uid: FILM_ID,
  media,
  requireSignedURLs: true,
  downloadable: true,
  meta: { name: 'Demo film' },
});

/** The live input, protected. */
export const demoLiveInput = (): NewLiveInput => ({
  uid: LIVE_INPUT_ID,
  recording: { requireSignedURLs: true },
  meta: { name: 'Demo broadcast' },
});

export function createOrigin(options: OriginOptions = {}): Origin {
  const {
    now = () => Date.now(),
    wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    videos: given = [demoFilm()],
    liveInputs: inputs = [demoLiveInput()],
  } = options;
  const clock = createClock(now, wait);
  const keys = new KeyRing(options.keys ?? [], clock.now);
  const verifier = new TokenVerifier(keys);
  const videos = new Videos(clock.now);
  for (const video of given) videos.add(video);
  const media = given[0]?.media;
  const liveInputs = new LiveInputs(videos, () => media ?? new Media(filmFiles()), clock.now);
  for (const input of inputs) liveInputs.create(input);
  const policy: AccessPolicy = { longTokens: 'warn', endlessTokens: 'refuse', originRules: 'newest', unknownPages: 'refuse', ...options }; // prettier-ignore

  const rooms = [...ROOMS, createApi(options.api ?? {}, clock.now)];

  const origin: Origin = {
    fetch: (request, from = {}) => respond(request, from),
    clock,
    keys,
    videos,
    liveInputs,
    audience: new Audience(clock.now),
    segmentSigner: new SegmentSigner(),
    requests: new RequestLog(),
    faults: new Faults(options.seed),
    viewer: options.viewer ?? { address: '203.0.113.7', country: 'GB' },
    options,
  };
  return origin;

  async function respond(request: Request, from: RequestSource): Promise<Response> {
    if (request.method === 'OPTIONS') return finish(preflight(request), clock.now());
    const url = new URL(request.url);
    const route = parseRoute(url.pathname);
    const faults = origin.faults.take(route.kind, clock.now(), renditionOf(route, videos));
    const { latency, bandwidth } = origin.faults.network;
    if (latency > 0) await wait(latency);
    for (const fault of faults) {
      if (fault.type === 'delay') await wait(fault.milliseconds);
      if (fault.type === 'act') fault.run(origin);
      if (fault.type === 'hang') await clock.until(Infinity, AbortSignal.any([request.signal, origin.faults.healed]));
    }
    const { response: bare, about } = await answer(request, url, route, faults, from).catch(failed);
    const response = dressFrame(route, url, bare, options.frame);
    const dropped = faults.some(({ type }) => type === 'drop');
    const sent = dropped
      ? { response: Response.error(), bytes: 0 }
      : await transfer(request, response, { bandwidth, faults, wait });
    const time = clock.now();
    const { video, input, token, verdict } = about;
    const uid = input?.uid ?? video?.uid ?? null;
    origin.requests.add({
      time,
      method: request.method,
      kind: route.kind,
      video: uid,
      path: loggable('id' in route ? url.pathname.replace(/^\/[^/]*/, `/${uid ?? '-'}`) : url.pathname),
      token: token && { kid: token.kid, exp: token.claims.exp },
      status: sent.response.status,
      reason: verdict.allowed ? null : verdict.reason,
      warning: (verdict.allowed && verdict.warning) || null,
      fault: faults.map(({ type }) => type).join(' ') || null,
      bytes: sent.bytes,
    });
    return dropped ? sent.response : finish(sent.response, time);
  }

  async function answer(request: Request, url: URL, route: Route, faults: readonly Fault[], from: RequestSource) {
    const broken = faults.find((fault) => fault.type === 'fail');
    if (broken) return { response: new Response(null, broken), about: NOBODY };
    if ('id' in route && !READING.includes(request.method)) {
      return { response: new Response(null, { status: 405, headers: { Allow: READING.join(', ') } }), about: NOBODY };
    }
    const found =
      'id' in route ? await admit(request, url, route, { origin, verifier, policy, page: from.page }) : NOBODY;
    const denied = faults.find((fault) => fault.type === 'deny');
    const about: Admission = denied ? { ...found, verdict: { allowed: false, reason: denied.reason } } : found;
    if (!about.verdict.allowed) return { response: refuse(about.verdict.reason, options.refusals), about };
    const { video, input, token } = about;
    if ('id' in route && !video && !input) return { response: notFound(route), about };
    if (video?.state === 'error') return { response: new Response(null, { status: 424 }), about };
    if (video?.broadcast && WATCHING.has(route.kind)) {
      origin.audience.note(video.uid, viewerOf(request, origin.viewer).address);
    }
    const asked: Asked = { request, url, base: url.origin + (from.below ?? ''), route, video, input, token };
    for (const room of rooms) {
      const response = await room(asked, origin);
      if (response) return { response, about };
    }
    return { response: notFound(route), about };
  }
}

/** As `FaultPlan.only` names it. */
function renditionOf(route: Route, videos: Iterable<Video>): string {
  if ('medium' in route) return `${route.medium}/${route.rendition}`;
  if (route.kind === 'caption') return `text/${route.language}`;
  if (route.kind !== 'media-playlist') return '';
  for (const { uid } of videos) {
    const track = readPlaylistName(uid, route.hash, route.revision);
    if (track) return `${track.medium}/${track.index}`;
  }
  return '';
}

const READING = ['GET', 'HEAD'];

/** A token may stand anywhere in a path that is none of the service's. */
const loggable = (path: string) => path.replace(/[^/\s]{65,}/g, '-');

/** What only happens when a video's file cannot be read, or by a mistake of ours. */
const failed = (error: unknown) => {
  const reason = error instanceof Error ? loggable(error.message) : 'for an unknown reason';
  return { response: new Response(`The origin failed: ${reason}`, { status: 500 }), about: NOBODY };
};

/** What somebody who watches asks for. */
const WATCHING: ReadonlySet<Route['kind']> = new Set(['multivariant', 'media-playlist', 'segment']);

/** `Manifest not found` is what the service says [O]. */
const notFound = (route: Route) =>
  new Response(route.kind === 'multivariant' || route.kind === 'media-playlist' ? 'Manifest not found' : 'Not found', {
    status: 404,
  });
