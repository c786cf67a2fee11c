import type { Video } from '../library/videos.js';
import type { LiveInput } from '../live/live-inputs.js';
import type { RequestKind, VideoRoute } from '../routes.js';
import type { OriginState } from '../state.js';
import { type AccessDecision, type AccessPolicy, decideAccess } from './access-decision.js';
import type { Viewer } from './access-rules.js';
import type { RefusalReason } from './refusals.js';
import type { TokenVerifier, VerifiedToken } from './tokens.js';

/** What a request is for, by which token, and whether it is allowed. */
export interface AccessResult {
  readonly video: Video | null;
  readonly liveInput: LiveInput | null;
  readonly token: VerifiedToken | null;
  readonly decision: AccessDecision;
}

/** A request that names no known video and shows no token. Not refused: it ends as 404. */
export const ANONYMOUS: AccessResult = { video: null, liveInput: null, token: null, decision: { allowed: true } };

/** What {@link resolveAccess} needs besides the request. */
export interface AccessContext {
  readonly origin: OriginState;
  readonly verifier: TokenVerifier;
  readonly policy: AccessPolicy;
  /** URL of the requesting page, from a host whose requests do not contain it. */
  readonly page: string | undefined;
}

/** Finds the video of the uid or token in the URL, and decides whether the request may have it. */
export async function resolveAccess(
  request: Request,
  url: URL,
  route: VideoRoute,
  { origin, verifier, policy, page: pageFromHost }: AccessContext,
): Promise<AccessResult> {
  const named = findSubject(origin, route.id, route.kind);
  const isUid = named !== null || /^[0-9a-f]{32}$/i.test(route.id);
  const token = isUid ? null : await verifier.verify(route.id);
  if (typeof token === 'string') return refused(token);
  const { video, liveInput } = named ?? findSubject(origin, token?.claims.sub ?? '', route.kind) ?? ANONYMOUS;
  if (!video && !liveInput && !token) return ANONYMOUS;

  const signedFile = !token && video && signedFileOf(url, route);
  if (signedFile) {
    const grant = { ...signedFile, videoID: video.uid };
    const reason = await origin.segmentSigner.check(url.searchParams, grant, origin.clock.now());
    if (reason) return refused(reason, { video, liveInput });
  }
  const settings = liveInput?.recording ?? video;
  const page = pageOf(request, pageFromHost);
  const decision = decideAccess(
    {
      subjects: [liveInput?.uid ?? video?.uid ?? ''],
      requireSignedURLs: !signedFile && (settings?.requireSignedURLs ?? true),
      allowedOrigins: isOwnFrame(page, url, route) ? [] : (settings?.allowedOrigins ?? []),
      token,
      isDownload: route.kind === 'download' && !signedFile,
      viewer: viewerOf(request, origin.viewer),
      page,
      now: origin.clock.now(),
    },
    policy,
  );
  return { video, liveInput, token, decision };
}

const refused = (reason: RefusalReason, found: Partial<AccessResult> = {}): AccessResult => ({
  ...ANONYMOUS,
  ...found,
  decision: { allowed: false, reason },
});

/**
 * Finds a video or a live input. The live input's settings apply to requests by the live input, and the video's settings to requests by
 * the video (Cloudflare documentation, "Watch a live stream").
 */
function findSubject(
  { videos, liveInputs }: OriginState,
  uid: string,
  kind: RequestKind,
): Pick<AccessResult, 'video' | 'liveInput'> | null {
  const found = videos.get(uid);
  // `get()` ends a broadcast whose encoder has been lost for too long, which changes the video.
  if (found?.broadcast) liveInputs.get(found.broadcast.liveInput);
  const video = videos.get(uid);
  if (video) return { video, liveInput: null };
  const liveInput = liveInputs.get(uid);
  if (!liveInput) return null;
  const hasVideo = liveInput.state.status !== 'idle' || KINDS_AFTER_BROADCAST.has(kind);
  return { video: (hasVideo && liveInputs.lastBroadcast(uid)) || null, liveInput };
}

/** What a player requests after a broadcast has ended, to learn and play its end. */
const KINDS_AFTER_BROADCAST: ReadonlySet<RequestKind> = new Set(['media-playlist', 'init', 'segment']);

/** The file that a segment signature must be for; `null` if the request has no signature or the route takes none. */
function signedFileOf({ searchParams }: URL, route: VideoRoute) {
  if (!searchParams.has('p') || !searchParams.has('s')) return null;
  if (route.kind === 'caption') return { type: 'file', track: 'text' } as const;
  if (route.kind === 'download' && route.redirected) return { type: 'download', track: route.file } as const;
  if (route.kind !== 'init' && route.kind !== 'segment') return null;
  return { type: route.kind, track: `${route.medium}/${route.rendition}` } as const;
}

/** The viewer as Cloudflare's edge reports it, or else the origin's setting. */
export const viewerOf = ({ headers }: Request, fallback: Viewer): Viewer => ({
  address: headers.get('CF-Connecting-IP') ?? fallback.address,
  country: headers.get('CF-IPCountry') ?? fallback.country,
});

/** URL or origin of the requesting page: `Origin`, or else `Referer`. Which of them the service reads is unknown. */
const pageOf = ({ headers, referrer }: Request, pageFromHost: string | undefined): string | null =>
  headers.get('Origin') ?? headers.get('Referer') ?? pageFromHost ?? (/^https?:/.test(referrer) ? referrer : null);

/** The embedded player's own page requests the media. Its access was decided when its document was requested. */
const isOwnFrame = (page: string | null, url: URL, { kind }: VideoRoute) =>
  kind !== 'frame' && page !== null && URL.canParse(page) && new URL(page).origin === url.origin;
