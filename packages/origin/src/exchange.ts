import type { Context } from 'hono';
import { type AccessContext, type AccessResult, ANONYMOUS, resolveAccess, viewerOf } from './access/access.js';
import { refuse } from './access/refusals.js';
import { type Content, CORS_HEADERS } from './delivery/content.js';
import { deliver, type Delivery } from './delivery/deliver.js';
import { frameErrorPage } from './embed/frame-page.js';
import type { Fault, Faults } from './faults/faults.js';
import { requestedRendition } from './playlists/playlist-names.js';
import type { RequestContext, RouteHandler } from './request-context.js';
import type { RequestKind, Route, VideoRoute } from './routes.js';
import type { OriginState } from './state.js';

/** What a host knows about a request that the request itself does not contain. */
export interface RequestSource {
  /** URL of the requesting page, if the request has neither `Origin` nor `Referer`. */
  readonly page?: string | undefined;
  /** The path below which the host serves the origin, such as `/stream`. The host removes it from the request's URL. */
  readonly pathPrefix?: string | undefined;
  /**
   * Sends a response whose body is in memory; what `fetch()` returns is then of no use. For a host that writes to a socket: on Node, the body
   * of a `Response` is copied and read through a stream, which costs more than the rest of the request.
   */
  readonly send?:
    ((status: number, headers: Readonly<Record<string, string>>, body: Uint8Array | null) => void) | undefined;
}

/** One request on its way through the app. */
export interface ExchangeEnv {
  Bindings: {
    readonly source: RequestSource;
    /** Set by the fault `drop`: the host closes the connection instead of sending the response. */
    isDropped: boolean;
  };
}

export interface ExchangeOptions extends Omit<AccessContext, 'page' | 'origin'> {
  readonly origin: OriginState & { readonly faults: Faults };
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** The parameters of all paths. A path has only some of them. */
export type Params = Readonly<Record<'id' | 'medium' | 'rendition' | 'file', string>>;

interface Outcome {
  readonly answer: Response | Content;
  readonly access: AccessResult;
  readonly error: string | null;
}

/**
 * Returns a function that makes a Hono handler of a route and its handler. Each request passes: faults, `resolveAccess()`, the handler,
 * delivery, and the request log.
 */
export function createExchange({ origin, wait, verifier, policy }: ExchangeOptions) {
  return function exchange<R extends Route>(
    routeOf: (params: Params) => R,
    handle: RouteHandler<R>,
  ): (c: Context<ExchangeEnv>) => Promise<Response> {
    return async (c) => {
      const request = c.req.raw;
      const url = new URL(request.url);
      const route = routeOf(c.req.param() as Params);
      const rendition = requestedRendition(route, origin.videos);
      const faults = origin.faults.take(route.kind, origin.clock.now(), { rendition, path: url.pathname });
      const outcome = await run(request, url, route, handle, faults, c.env.source).catch(failed);
      c.env.isDropped = faults.some(({ type }) => type === 'drop');
      const delivery = c.env.isDropped ? DROPPED : await prepare(request, url, route, outcome.answer, faults);
      log(request, url, route, outcome, faults, delivery);
      const { status, headers, body } = delivery;
      const { send } = c.env.source;
      if (c.env.isDropped) return new Response(null);
      if (!send || body instanceof ReadableStream) return new Response(body, { status, headers });
      send(status, headers, body);
      return new Response(null);
    };
  };

  async function run<R extends Route>(
    request: Request,
    url: URL,
    route: R,
    handle: RouteHandler<R>,
    faults: readonly Fault[],
    source: RequestSource,
  ): Promise<Outcome> {
    await runFaults(request, faults);
    const done = (answer: Response | Content, access = ANONYMOUS): Outcome => ({ answer, access, error: null });
    const failure = faults.find((fault) => fault.type === 'fail');
    if (failure) return done(new Response(null, failure));
    if (isVideoRoute(route) && !READ_METHODS.includes(request.method)) {
      return done(new Response(null, { status: 405, headers: { Allow: READ_METHODS.join(', ') } }));
    }
    const resolved = isVideoRoute(route)
      ? await resolveAccess(request, url, route, { origin, verifier, policy, page: source.page })
      : ANONYMOUS;
    const denial = faults.find((fault) => fault.type === 'deny');
    const access: AccessResult = denial
      ? { ...resolved, decision: { allowed: false, reason: denial.reason } }
      : resolved;
    if (!access.decision.allowed) return done(refuse(access.decision.reason, origin.options.refusals), access);
    const { video, liveInput, token } = access;
    if (isVideoRoute(route) && !video && !liveInput) return done(notFound(route.kind), access);
    if (video?.state === 'error') return done(new Response(null, { status: 424 }), access);
    if (video?.broadcast && VIEWING_KINDS.has(route.kind)) {
      origin.audience.note(video.uid, viewerOf(request, origin.viewer).address);
    }
    const baseUrl = url.origin + (source.pathPrefix ?? '');
    const context: RequestContext<R> = { request, url, baseUrl, route, video, liveInput, token };
    return done((await handle(context, origin)) ?? notFound(route.kind), access);
  }

  /** The faults that act before the access decision. */
  async function runFaults(request: Request, faults: readonly Fault[]): Promise<void> {
    const { latency } = origin.faults.network;
    if (latency > 0) await wait(latency);
    for (const fault of faults) {
      if (fault.type === 'delay') await wait(fault.milliseconds);
      if (fault.type === 'act') await fault.run(origin);
      if (fault.type === 'hang') {
        await origin.clock.until(Infinity, AbortSignal.any([request.signal, origin.faults.cleared]));
      }
    }
  }

  async function prepare(
    request: Request,
    url: URL,
    route: Route,
    answer: Response | Content,
    faults: readonly Fault[],
  ) {
    const { bandwidth } = origin.faults.network;
    const isFrame = route.kind === 'frame' && answer instanceof Response;
    const sent = isFrame ? frameErrorPage(url, answer, origin.options.frame) : answer;
    const delivery = await deliver(request, sent, { bandwidth, faults, wait });
    // The API does not allow pages of other origins.
    const cors = route.kind === 'api' ? {} : CORS_HEADERS;
    return { ...delivery, headers: { ...delivery.headers, ...cors, date: new Date(origin.clock.now()).toUTCString() } };
  }

  function log(
    { method }: Request,
    { pathname }: URL,
    route: Route,
    { access, error }: Outcome,
    faults: readonly Fault[],
    sent: Pick<Delivery, 'status' | 'bytes'>,
  ): void {
    const { video, liveInput, token, decision } = access;
    const uid = liveInput?.uid ?? video?.uid ?? null;
    origin.requests.add({
      time: origin.clock.now(),
      method,
      kind: route.kind,
      video: uid,
      path: redact(isVideoRoute(route) ? pathname.replace(/^\/[^/]*/, `/${uid ?? '-'}`) : pathname),
      token: token && { kid: token.kid, exp: token.claims.exp },
      status: sent.status,
      reason: decision.allowed ? null : decision.reason,
      warning: (decision.allowed && decision.warning) || null,
      fault: faults.map(({ type }) => type).join(' ') || null,
      error,
      bytes: sent.bytes,
    });
  }
}

/** Status 0: nothing reaches the client. */
const DROPPED: Delivery = { status: 0, headers: {}, body: null, bytes: 0 };

const READ_METHODS = ['GET', 'HEAD'];

/** Requests of a viewer who watches. */
const VIEWING_KINDS: ReadonlySet<RequestKind> = new Set(['multivariant', 'media-playlist', 'segment']);

const isVideoRoute = (route: Route): route is VideoRoute => 'id' in route;

/** Paths and messages that we did not write may contain a token, so long segments are redacted. */
const redact = (text: string) => (text.length < 65 ? text : text.replace(/[^/\s]{65,}/g, '-'));

/** The request failed: a file cannot be read, a fault's `act()` threw, or this package has a bug. */
function failed(error: unknown): Outcome {
  const message = redact(error instanceof Error ? error.message : String(error));
  return {
    answer: new Response(`The origin failed: ${message}`, { status: 500 }),
    access: ANONYMOUS,
    error: message,
  };
}

/** `Manifest not found` is the service's text (docs/stream-facts.md, "Refusals"). */
const notFound = (kind: RequestKind) =>
  new Response(kind === 'multivariant' || kind === 'media-playlist' ? 'Manifest not found' : 'Not found', {
    status: 404,
  });
