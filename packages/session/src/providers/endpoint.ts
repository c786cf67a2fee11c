import { parseGrant } from '@secure-stream/protocol';
import type { Clock } from '../clock.js';
import type { FetchToken, TokenContext } from './provider.js';
import { loadTokenErrors } from '../load-token-errors.js';
import { readText } from '../read-text.js';

/** What a page adds to the token request, such as a bearer header or a course id. */
export interface TokenRequest {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Further members of the JSON body. Only with `POST`. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /** Added to the query. */
  readonly params?: Readonly<Record<string, string>> | undefined;
}

/** Called for every request, so that a bearer header can be short-lived. */
export type TokenRequestFactory = (context: TokenContext) => TokenRequest | Promise<TokenRequest>;

export interface EndpointProviderOptions {
  /** `{videoId}` in it is replaced by the encoded id. Relative to `baseUrl`. */
  readonly url: string;
  /** Without it, `url` has to be absolute. */
  readonly baseUrl?: string | undefined;
  /** Default `POST`: the id goes in the JSON body as `videoId`. `GET` puts it in the query, but a takeover and a release are a `POST`. */
  readonly method?: string | undefined;
  /** Default `same-origin`. */
  readonly credentials?: RequestCredentials | undefined;
  readonly request?: TokenRequest | TokenRequestFactory | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** Needed only for a `Retry-After` that is a date. */
  readonly clock?: Pick<Clock, 'wall'> | undefined;
}

/** Requests tokens from the site's own endpoint. Every failure is a `StreamError`, whose `detail` contains nothing of the response. */
export function createEndpointProvider({
  request = {},
  fetch = (...args) => globalThis.fetch(...args),
  clock,
  ...target
}: EndpointProviderOptions): FetchToken {
  return async (context) => {
    const { videoId, playbackId, takeover, signal } = context;
    let additions: TokenRequest;
    try {
      additions = typeof request === 'function' ? await request(context) : request;
    } catch {
      throw (await loadTokenErrors()).tokenRequestThrew();
    }
    const built = buildTokenRequest(target, { videoId, playbackId, takeover }, additions);
    if (!built) throw (await loadTokenErrors()).invalidEndpointUrl();
    const response = await fetch(built.url, { ...built, signal }).catch(async () => {
      throw (await loadTokenErrors()).unreachableEndpoint(built.url);
    });
    const tokenErrors = loadTokenErrors();
    const text = response.ok ? await readText(response).catch(() => null) : null;
    const grant = text && parseGrant(text);
    if (!grant) throw await (await tokenErrors).errorFromResponse(response, text, clock?.wall());
    // Without the header, `null` is read as text that is no date.
    return { grant, serverTime: Date.parse(response.headers.get('date')!) || undefined };
  };
}

/** The members of a token request. */
export interface TokenRequestFields {
  readonly videoId: string;
  readonly playbackId?: string | undefined;
  readonly takeover?: boolean | undefined;
  /** The playback has ended: no token is wanted. */
  readonly release?: boolean;
}

/** Builds a request for `fetch`. Returns `null` if `url` is invalid. */
export function buildTokenRequest(
  { url, baseUrl, method = 'POST', credentials = 'same-origin' }: EndpointProviderOptions,
  { videoId, ...rest }: TokenRequestFields,
  { headers, body, params }: TokenRequest,
) {
  const filledUrl = url.replaceAll('{videoId}', encodeURIComponent(videoId));
  if (!URL.canParse(filledUrl, baseUrl)) return null;
  const target = new URL(filledUrl, baseUrl);
  const fields = filledUrl === url ? { videoId, ...rest } : rest;
  // A GET must not end a viewing: anybody can make a browser send one.
  const isGet = method.toUpperCase() === 'GET' && !rest.takeover && !rest.release;
  for (const [name, value] of Object.entries({ ...(isGet && fields), ...params }))
    if (value !== undefined) target.searchParams.set(name, String(value));
  return {
    url: target.href,
    method: isGet ? 'GET' : 'POST',
    credentials,
    cache: 'no-store',
    headers: { accept: 'application/json', ...(!isGet && { 'content-type': 'application/json' }), ...headers },
    body: isGet ? null : JSON.stringify({ ...fields, ...body }),
  } as const satisfies RequestInit & { url: string };
}

/** The URL of the page or worker, if there is one. */
export const pageUrl = (): string | undefined => {
  const { document, location } = globalThis as { document?: { baseURI: string }; location?: { href: string } };
  return document?.baseURI ?? location?.href;
};
