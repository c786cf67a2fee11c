import { manifestUrl } from '@secure-stream/protocol';
import { isPlaylist, readGrant, readOrigin, type StreamHintsOptions } from './stream-hints.js';

export interface FetchPlaylistOptions extends Pick<StreamHintsOptions, 'grant' | 'customerCode' | 'streamOrigin'> {
  /** Milliseconds that the page may wait for the origin. Default 500. */
  readonly timeout?: number | undefined;
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
}

/**
 * Fetches the multivariant playlist of a video with a viewer's token, for the option `playlist` of `streamHints()`. Resolves with `undefined`
 * if the origin does not send one in time, and if the grant has a watermark. An origin that restricts a token to the address or country of
 * the viewer refuses it to the server, too. Then the page requests the playlist itself. Throws a `SignerError` with the reason `config` for
 * an invalid option.
 */
export async function fetchPlaylist(options: FetchPlaylistOptions): Promise<string | undefined> {
  const { grant, timeout = 500, fetch = (request: Request) => globalThis.fetch(request) } = options;
  const origin = readOrigin(options);
  const { token } = readGrant(grant);
  if (!token) return undefined;
  try {
    const request = new Request(manifestUrl({ origin, id: token }), {
      // The URIs of the playlist are relative to this URL.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    const response = await fetch(request);
    const text = response.ok ? await response.text() : '';
    return isPlaylist(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
