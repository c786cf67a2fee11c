import { buildUrl, parseSecureUrl } from '@secure-stream/protocol';
import { createClock, type Clock } from './clock.js';
import { createEndpointProvider, pageUrl, type EndpointProviderOptions } from './providers/endpoint.js';
import { createPageProvider } from './providers/fetch-token.js';
import type { TokenProvider } from './providers/provider.js';
import { createRandomId } from './random-id.js';
import { TokenSession } from './session.js';
import { StreamError } from './stream-error.js';
import type { TokenSource } from './token-source.js';
import { onPageWake } from './wake.js';

export interface CreateTokenSessionOptions {
  /** The uid of a video or a live input. */
  readonly videoId: string;
  /** The origin of the video: `https://customer-<CODE>.cloudflarestream.com`, or a domain of your own. Only it gets the token. */
  readonly origin: string;
  /** The site's token endpoint: its URL, relative to the page, or with a method, credentials and additions to the request. */
  readonly endpoint?: string | Omit<EndpointProviderOptions, 'clock' | 'fetch'> | undefined;
  /** The site's own source of tokens, instead of an endpoint. */
  readonly fetchToken?: TokenProvider | undefined;
  /** A first token, such as one that a server has rendered into the page. */
  readonly token?: string | undefined;
  /** Seconds before expiry at which renewal starts, at most half of the lifetime. Default: a share of the lifetime. */
  readonly renewBefore?: number | undefined;
  /**
   * Calls `wake` when timers may have stood still, until `signal` is aborted: on becoming visible, online or active again. Default: the events
   * of the page, where there is one.
   */
  readonly onWake?: ((wake: () => void, signal: AbortSignal) => void) | undefined;
  readonly clock?: Clock | undefined;
}

/** The token of one video, which is kept valid until `stop()`. */
export interface StreamTokenSession
  extends
    TokenSource,
    Pick<TokenSession, 'videoId' | 'token' | 'expiresAt' | 'error' | 'refresh' | 'subscribe' | 'stop'> {
  /** The origin of the video. Only it gets the token. */
  readonly origin: string;
}

/**
 * Requests a token, and renews it before it expires, with at most one request and one timer. Retries by itself after a failed request, and
 * checks the token after a sleep. Throws a `StreamError` with the reason `config` if the origin is no `https:` URL or there is no token source,
 * and with another reason if `token` is not usable.
 *
 * @example
 * const session = createTokenSession({
 *   videoId: '5d5bc37ffcf54c9b82e996823bffbb81',
 *   origin: 'https://customer-f33zs165nr7gyfy4.cloudflarestream.com',
 *   endpoint: '/api/stream-token',
 * });
 * session.subscribe(() => session.error && show(session.error.reason));
 */
export function createTokenSession(options: CreateTokenSessionOptions): StreamTokenSession {
  const {
    videoId,
    endpoint,
    fetchToken: provider,
    token,
    renewBefore,
    onWake = onPageWake,
    clock = createClock(),
  } = options;
  const origin = parseSecureUrl(options.origin)?.origin;
  if (!origin) throw new StreamError('config', { detail: 'origin is not a URL with https.' });
  const target = typeof endpoint === 'string' ? { url: endpoint } : endpoint;
  const fetchToken = provider
    ? createPageProvider(provider)
    : target && createEndpointProvider({ baseUrl: pageUrl(), clock, ...target });
  if (!fetchToken) throw new StreamError('config', { detail: 'endpoint or fetchToken is missing.' });
  const playbackId = createRandomId();
  const session = new TokenSession({
    videoId,
    clock,
    fetchToken: (context) => fetchToken({ ...context, playbackId }),
    policy: { renewBefore: renewBefore && renewBefore * 1000 },
  });
  if (token) session.setToken(token);
  onWake(() => session.wake(), session.signal);
  session.start();
  return Object.assign(session, { origin });
}

/**
 * Returns the URL of a resource of the video with a valid token: an image, a download, a DASH manifest. Waits for a token if there is none.
 * The URL works until the token expires, so do not keep it.
 *
 * @param path What follows the id in the path, with its query.
 * @example
 * image.src = await signedUrl(session, 'thumbnails/thumbnail.jpg?time=12s');
 */
export async function signedUrl(
  session: Pick<StreamTokenSession, 'origin' | 'waitForToken'>,
  path: string,
): Promise<string> {
  return buildUrl({ origin: session.origin, id: await session.waitForToken() }, path.replace(/^\/+/, ''), {});
}
