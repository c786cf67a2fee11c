import type { Viewer } from './access-rules.js';
import { type AccessPolicy, authorize, type Verdict } from './access-decision.js';
import type { LiveInput } from '../live/live-inputs.js';
import type { Origin } from '../origin.js';
import type { RefusalReason } from './refusals.js';
import type { Route } from '../routes.js';
import type { TokenVerifier, VerifiedToken } from './tokens.js';
import type { Video } from '../library/videos.js';

/** Whom a request is about, what it showed, and whether it may have it. */
export interface Admission {
  readonly video: Video | null;
  readonly input: LiveInput | null;
  readonly token: VerifiedToken | null;
  readonly verdict: Verdict;
}

export type RouteOfVideo = Extract<Route, { readonly id: string }>;

export const NOBODY: Admission = { video: null, input: null, token: null, verdict: { allowed: true } };

export interface Judge {
  readonly origin: Origin;
  readonly verifier: TokenVerifier;
  readonly policy: AccessPolicy;
  /** The page that asks, where the request does not say. */
  readonly page: string | undefined;
}

/** Finds whose the id or token in the path is, and judges the request. */
export async function admit(
  request: Request,
  url: URL,
  route: RouteOfVideo,
  { origin, verifier, policy, page: told }: Judge,
): Promise<Admission> {
  const known = find(origin, route.id, route);
  const bare = Boolean(known) || /^[0-9a-f]{32}$/i.test(route.id);
  const token = bare ? null : await verifier.verify(route.id);
  if (typeof token === 'string') return refused(token);
  const { video, input } = known ?? find(origin, token?.claims.sub ?? '', route) ?? NOBODY;
  if (!video && !input && !token) return NOBODY;
  const signed = !token && video && signedFile(url, route);
  const fault = signed && (await origin.segmentSigner.check(url.searchParams, { ...signed, videoID: video.uid }, origin.clock.now())); // prettier-ignore
  if (fault) return refused(fault, { video, input });
  const settings = input?.recording ?? video;
  const page = pageOf(request, told);
  const verdict = authorize(
    {
      subjects: [input?.uid ?? video?.uid ?? ''],
      requireSignedURLs: !signed && (settings?.requireSignedURLs ?? true),
      allowedOrigins: isOwnFrame(page, url, route) ? [] : (settings?.allowedOrigins ?? []),
      token,
      download: route.kind === 'download' && !signed,
      viewer: viewerOf(request, origin.viewer),
      page,
      now: origin.clock.now(),
    },
    policy,
  );
  return { video, input, token, verdict };
}

const refused = (reason: RefusalReason, found: Partial<Admission> = {}): Admission => ({
  ...NOBODY,
  ...found,
  verdict: { allowed: false, reason },
});

/** The live input's settings count for whoever comes by the input, the video's for whoever comes by the video (documentation: Watch a live stream). */
function find(origin: Origin, uid: string, route: RouteOfVideo): Pick<Admission, 'video' | 'input'> | null {
  const found = origin.videos.get(uid);
  // Looking at the input ends a broadcast that has waited too long for its encoder.
  if (found?.broadcast) origin.liveInputs.get(found.broadcast.liveInput);
  const video = origin.videos.get(uid);
  if (video) return { video, input: null };
  const input = origin.liveInputs.get(uid);
  if (!input) return null;
  const onAir = input.state.status !== 'idle' || OF_A_PLAYER_UNDER_WAY.has(route.kind);
  return { video: (onAir && origin.liveInputs.lastBroadcast(uid)) || null, input };
}

/** What a player goes on asking for when a broadcast is over: the end of it. */
const OF_A_PLAYER_UNDER_WAY: ReadonlySet<Route['kind']> = new Set(['media-playlist', 'init', 'segment']);

/** What an own signature must be for, when this request has one. */
function signedFile({ searchParams }: URL, route: RouteOfVideo) {
  if (!searchParams.has('p') || !searchParams.has('s')) return null;
  if (route.kind === 'caption') return { type: 'file', track: 'text' } as const;
  if (route.kind === 'download' && route.redirected) return { type: 'download', track: route.file } as const;
  if (route.kind !== 'init' && route.kind !== 'segment') return null;
  return { type: route.kind, track: `${route.medium}/${route.rendition}` } as const;
}

/** As the edge tells it, or else the origin's own setting. */
export const viewerOf = ({ headers }: Request, fallback: Viewer): Viewer => ({
  address: headers.get('CF-Connecting-IP') ?? fallback.address,
  country: headers.get('CF-IPCountry') ?? fallback.country,
});

/**
 * The page that asks: `Origin`, or else where `Referer` comes from. Which of the two the service reads is unknown.
 * A host that hides both from us says it outright.
 */
const pageOf = ({ headers, referrer }: Request, told: string | undefined): string | null =>
  headers.get('Origin') ?? headers.get('Referer') ?? told ?? (/^https?:/.test(referrer) ? referrer : null);

/** The frame's own page asks for the media, and was let in when its document was asked for. */
const isOwnFrame = (page: string | null, url: URL, { kind }: RouteOfVideo) =>
  kind !== 'frame' && page !== null && URL.canParse(page) && new URL(page).origin === url.origin;
