import type { Viewer } from './access-rules.js';
import { finish, partOf, preflight } from './answer.js';
import { type AccessPolicy, authorize, type Verdict } from './authorize.js';
import { captions } from './captions.js';
import { createClock, type OriginClock } from './clock.js';
import { downloads } from './downloads.js';
import { type Fault, Faults } from './faults.js';
import { images } from './images.js';
import { KeyRing } from './keys.js';
import { manifest } from './manifest.js';
import { FILM_ID, filmFiles } from './media/film.js';
import { Media } from './media/media.js';
import { type Refusal, REASON_HEADER, refusals, type RefusalReason } from './refusals.js';
import { RequestLog } from './request-log.js';
import type { Asked, Room } from './room.js';
import { parseRoute, type Route } from './routes.js';
import { segments } from './segments.js';
import { status } from './status.js';
import { TokenVerifier, type VerifiedToken } from './tokens.js';
import { type NewVideo, type Video, Videos } from './videos.js';

export interface OriginOptions extends Partial<AccessPolicy> {
  /** Default: the demo film under `FILM_ID`, protected, with a download. */
  readonly videos?: readonly NewVideo[];
  /** Signing keys that exist from the start: JWKs in base64, as the service and `keys.create()` return them. */
  readonly keys?: readonly string[];
  /** Who asks when the request has no `CF-Connecting-IP` and `CF-IPCountry`. Default: 203.0.113.7 in GB. */
  readonly viewer?: Viewer;
  /** Answers to refusals, where they should not be ours. */
  readonly refusals?: Partial<Record<RefusalReason, Partial<Refusal>>>;
  /** Milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
  /** Default: a timer. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** Stream in a box. Everything about it can be changed between two requests. */
export interface Origin {
  /** Answers one request. Never throws. */
  fetch(request: Request): Promise<Response>;
  readonly clock: OriginClock;
  readonly keys: KeyRing;
  readonly videos: Videos;
  readonly requests: RequestLog;
  readonly faults: Faults;
  /** Where the viewer is. Set it to move them in mid-play. */
  viewer: Viewer;
  readonly options: OriginOptions;
}

/** In the order in which they are asked. */
const ROOMS: readonly Room[] = [manifest, segments, captions, images, downloads, status];

/** The film, protected, with a download. */
export const demoFilm = (): NewVideo => ({
  uid: FILM_ID,
  media: new Media(filmFiles()),
  requireSignedURLs: true,
  downloadable: true,
  meta: { name: 'Demo film' },
});

export function createOrigin(options: OriginOptions = {}): Origin {
  const {
    now = () => Date.now(),
    wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    videos: given = [demoFilm()],
  } = options;
  const clock = createClock(now);
  const keys = new KeyRing(options.keys ?? [], clock.now);
  const verifier = new TokenVerifier(keys);
  const videos = new Videos(clock.now);
  for (const video of given) videos.add(video);
  const policy: AccessPolicy = { longTokens: 'warn', endlessTokens: 'refuse', originRules: 'newest', ...options };

  const origin: Origin = {
    fetch: (request) => respond(request),
    clock,
    keys,
    videos,
    requests: new RequestLog(),
    faults: new Faults(),
    viewer: options.viewer ?? { address: '203.0.113.7', country: 'GB' },
    options,
  };
  return origin;

  async function respond(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const route = parseRoute(url.pathname);
    if (request.method === 'OPTIONS') return finish(preflight(request), clock.now());
    const faults = origin.faults.take(route.kind);
    await wait0(origin.faults.network.latency);
    for (const fault of faults) if (fault.type === 'delay') await wait0(fault.milliseconds);
    const { response, about } = await answer(request, url, route, faults);
    return record(request, url, route, faults, response, about);
  }

  async function answer(request: Request, url: URL, route: Route, faults: readonly Fault[]): Promise<Answer> {
    const nobody: About = { video: null, token: null, verdict: { allowed: true } };
    const broken = faults.find((fault) => fault.type === 'fail');
    if (broken) return { response: new Response(null, broken), about: nobody };
    const found = 'id' in route ? await look(request, url, route) : nobody;
    const denied = faults.find((fault) => fault.type === 'deny');
    const about = denied ? { ...found, verdict: { allowed: false as const, reason: denied.reason } } : found;
    if (!about.verdict.allowed) return { response: refuse(about.verdict.reason), about };
    if ('id' in route && !about.video) return { response: notFound(route), about };
    if (about.video?.state === 'error') return { response: new Response(null, { status: 424 }), about };
    const asked: Asked = { request, url, route, video: about.video, token: about.token };
    for (const room of ROOMS) {
      const response = await room(asked, origin);
      if (response) return { response, about };
    }
    return { response: notFound(route), about };
  }

  /** Whose the id or token is, and whether this request may have it. */
  async function look(request: Request, url: URL, route: Extract<Route, { id: string }>): Promise<About> {
    const asUid = videos.get(route.id);
    const token = asUid || /^[0-9a-f]{32}$/i.test(route.id) ? null : await verifier.verify(route.id);
    if (typeof token === 'string') {
      return { video: null, token: null, verdict: { allowed: false, reason: token } };
    }
    const video = asUid ?? videos.get(token?.claims.sub ?? '') ?? null;
    if (!video && !token) return { video, token, verdict: { allowed: true } };
    const verdict = authorize(
      {
        subjects: video ? [video.uid] : [],
        requireSignedURLs: video?.requireSignedURLs ?? true,
        allowedOrigins: video?.allowedOrigins ?? [],
        token,
        download: route.kind === 'download',
        viewer: viewerOf(request, origin.viewer),
        page: pageOf(request, url),
        now: clock.now(),
      },
      policy,
    );
    return { video, token, verdict };
  }

  function refuse(reason: RefusalReason): Response {
    const { status, body } = { body: refusals[reason].message, ...refusals[reason], ...options.refusals?.[reason] };
    return new Response(body, {
      status,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', [REASON_HEADER]: reason },
    });
  }

  async function record(
    request: Request,
    url: URL,
    route: Route,
    faults: readonly Fault[],
    response: Response,
    { video, token, verdict }: About,
  ): Promise<Response> {
    const whole = new Uint8Array(await response.arrayBuffer());
    const part =
      response.status === 200 ? partOf(whole, request.headers.get('Range')) : { status: response.status, body: whole };
    const headers = new Headers(response.headers);
    if ('contentRange' in part && part.contentRange) headers.set('Content-Range', part.contentRange);
    if (response.status === 200) headers.set('Accept-Ranges', 'bytes');
    const bodyless = [204, 304].includes(part.status);
    if (!bodyless) headers.set('Content-Length', String(part.body.byteLength));
    await wait0((part.body.byteLength / origin.faults.network.bandwidth) * 1000);
    const time = clock.now();
    origin.requests.add({
      time,
      method: request.method,
      kind: route.kind,
      video: video?.uid ?? null,
      path: 'id' in route ? withoutToken(url.pathname, video) : url.pathname,
      token: token && { kid: token.kid, exp: token.claims.exp },
      status: part.status,
      reason: verdict.allowed ? null : verdict.reason,
      warning: (verdict.allowed && verdict.warning) || null,
      fault: faults.map(({ type }) => type).join(' ') || null,
      bytes: part.body.byteLength,
    });
    const body = bodyless || request.method === 'HEAD' ? null : part.body;
    return finish(new Response(body, { status: part.status, headers }), time);
  }

  async function wait0(milliseconds: number): Promise<void> {
    if (milliseconds > 0) await wait(milliseconds);
  }
}

interface About {
  readonly video: Video | null;
  readonly token: VerifiedToken | null;
  readonly verdict: Verdict;
}

interface Answer {
  readonly response: Response;
  readonly about: About;
}

/** `Manifest not found` is what the service says [O]. */
const notFound = (route: Route) =>
  new Response(route.kind === 'multivariant' || route.kind === 'media-playlist' ? 'Manifest not found' : 'Not found', {
    status: 404,
  });

const viewerOf = ({ headers }: Request, fallback: Viewer): Viewer => ({
  address: headers.get('CF-Connecting-IP') ?? fallback.address,
  country: headers.get('CF-IPCountry') ?? fallback.country,
});

/**
 * The page that asks: `Origin`, or else where `Referer` comes from. Which of the two the service reads is unknown.
 * Its own frame is such a page too, and was let in when its document was asked for.
 */
function pageOf({ headers }: Request, url: URL): string | null {
  return headers.get('Origin') ?? headers.get('Referer') ?? url.origin;
}

const withoutToken = (pathname: string, video: Video | null) => pathname.replace(/^\/[^/]*/, `/${video?.uid ?? '-'}`);
