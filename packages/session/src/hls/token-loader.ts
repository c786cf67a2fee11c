import { createClock, type Clock } from '../clock.js';
import type { StreamTokenSession } from '../create-token-session.js';
import { isTokenRejection, RequestToken, type AcceptedToken } from '../request-token.js';
import { StreamError } from '../stream-error.js';
import type { TokenSource } from '../token-source.js';
import { createHlsLoader, waitForRetry, type HlsLoaderClass, type HlsRequest, type Outcome } from './hls-loader.js';
import { createTokenPlaceholder } from './token-placeholder.js';

/** What the loader needs of hls.js: the class `Hls` has it. */
export interface HlsClass {
  readonly DefaultConfig: { readonly loader: HlsLoaderClass };
}

export type TokenLoaderSession = Pick<StreamTokenSession, 'videoId' | 'origin' | keyof TokenSource>;

/**
 * Creates the `loader` of hls.js. Each request carries the token that is valid at that time, so a renewal needs no other source. A refused request
 * is sent again with a fresh token. hls.js itself never sees a token: load the manifest by the id of the video. If there is no token,
 * hls.js reports a network error with status 403, and `session.error` names the reason.
 *
 * @example
 * const hls = new Hls({ loader: createTokenLoader(session, Hls) });
 * hls.loadSource(`${session.origin}/${session.videoId}/manifest/video.m3u8`);
 * hls.attachMedia(video);
 */
export function createTokenLoader(
  session: TokenLoaderSession,
  { DefaultConfig }: HlsClass,
  clock: Clock = createClock(),
): HlsLoaderClass {
  const { origin, videoId } = session;
  const placeholder = createTokenPlaceholder(origin);
  const publicBase = `${origin}/${videoId}/`;
  const accepted: AcceptedToken = { token: null };
  return createHlsLoader(DefaultConfig.loader, {
    placeholder,
    complete: (request) => complete(request).catch(toRefusal),
    onError: () => undefined,
  });

  async function complete(request: HlsRequest): Promise<Outcome> {
    const { context, stats, signal } = request;
    // Only the manifest: a segment with a signature of its own has the id in its path, and needs no token.
    const isPublic = (context as { readonly type?: string }).type === 'manifest' && context.url.startsWith(publicBase);
    const url = isPublic ? context.url.replace(videoId, placeholder.segment) : context.url;
    const requestToken = placeholder.isIn(url) && new RequestToken({ tokens: session, accepted, signal });
    // Without a start time, the bandwidth estimate would count a waiting request as loading since 1970.
    stats.loading.start = performance.now();
    for (;;) {
      const current = requestToken && requestToken.token();
      // With a valid token, the request leaves at once, as without this loader.
      const token = current instanceof Promise ? await current : current;
      signal.throwIfAborted();
      const attempt = await request.attempt(token ? placeholder.fill(url, token) : url);
      if (!attempt.problem && token) session.accept((accepted.token = token));
      if (attempt.problem === 'error' && requestToken && isTokenRejection(attempt.status))
        await requestToken.refused(attempt.status);
      else if (!attempt.problem || !(await waitForRetry(request, attempt, clock)))
        return { type: 'answered', attempt, token: token || null };
    }
  }
}

/** hls.js does not retry a 403. */
function toRefusal(error: unknown): Outcome {
  const text = error instanceof StreamError ? error.message : '';
  return { type: 'answered', attempt: { problem: 'error', status: 403, text }, token: null };
}
