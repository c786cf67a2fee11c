import { MAX_GRANT_LENGTH, type Grant } from '@secure-stream/protocol';
import { fetchPlaylist, type FetchPlaylistOptions } from '../fetch-playlist.js';

/**
 * Adds the multivariant playlist to a grant, if the origin sends one in time and the player would read a response of that size. The lifetime
 * counts from the response, so the wait shortens it.
 */
export async function addPlaylist(
  grant: Grant & { readonly expiresIn: number },
  options: Omit<FetchPlaylistOptions, 'grant'>,
  now: () => number,
): Promise<Grant> {
  const { token, expiresIn } = grant;
  const startedAt = now();
  // A source of the site's own may return what is no token.
  const playlist = await fetchPlaylist({ ...options, grant: { token, expiresIn } }).catch(() => undefined);
  const left = { ...grant, expiresIn: expiresIn - (now() - startedAt) / 1000 };
  return JSON.stringify({ ...left, playlist }).length > MAX_GRANT_LENGTH ? left : { ...left, playlist };
}
