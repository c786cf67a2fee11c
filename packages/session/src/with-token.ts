import type { StreamTokenSession } from './create-token-session.js';
import { isTokenRejection } from './request-token.js';

/**
 * Returns a URL of the video with a token: in place of an earlier token, or of the id in the URL of a manifest. Returns any other URL as it is: of
 * another origin, or of a segment with a signature of its own. For players with a hook for requests; for hls.js use `createTokenLoader`.
 *
 * @param token Default: the token of the session. Without a valid token, the URL does not change.
 * @example
 * player.getNetworkingEngine().registerRequestFilter(async (type, request) => {
 *   const token = await session.waitForToken();
 *   request.uris = request.uris.map((uri) => withToken(session, uri, token));
 * });
 */
export function withToken(
  session: Pick<StreamTokenSession, 'videoId' | 'origin' | 'token'>,
  url: string,
  token = session.token,
): string {
  const { videoId, origin } = session;
  if (token === null || !url.startsWith(`${origin}/`)) return url;
  const [id, folder] = url.slice(origin.length + 1).split('/');
  if (id === videoId && folder !== 'manifest') return url;
  return `${origin}/${encodeURIComponent(token)}${url.slice(origin.length + 1 + id!.length)}`;
}

/**
 * Tells the session how the origin responded to a URL with a token. Resolves when the request can be sent again: after a refusal, with another
 * token. Rejects with a `StreamError` if there is none. Without it, a token that the origin refuses is used until its expiry.
 *
 * @example
 * player.configure('streaming.failureCallback', async ({ code, data: [uri, status] }) => {
 *   if (code === 1001) await reportStatus(session, uri, status);
 *   player.retryStreaming();
 * });
 */
export async function reportStatus(
  session: Pick<StreamTokenSession, 'origin' | 'accept' | 'reject'>,
  url: string,
  status: number,
): Promise<void> {
  const { origin } = session;
  if (!url.startsWith(`${origin}/`)) return;
  const token = decodeURIComponent(url.slice(origin.length + 1).split('/')[0]!);
  if (isTokenRejection(status)) await session.reject(token, status);
  else if (status < 400) session.accept(token);
}
