import type { TokenWithGrant } from '@secure-stream/session/core';
import { EARLY_RESPONSES, type EarlyResponse } from '@secure-stream/protocol';

/** Takes the multivariant playlist that has just come with the token, once. Later, a live input may have started another broadcast. */
export function takePlaylistOfToken(token: TokenWithGrant, url: string, now: number): Response | undefined {
  const { playlist } = token.grant;
  if (taken.has(token) || now - token.grantedAt > MAX_AGE_MS) return undefined;
  taken.add(token);
  if (typeof playlist !== 'string' || !playlist.startsWith('#EXTM3U')) return undefined;
  return Object.defineProperty(new Response(playlist), 'url', { value: url });
}

/** Tokens whose playlist was taken. */
const taken = new WeakSet<TokenWithGrant>();

const MAX_AGE_MS = 10_000;

/** Takes the response that a server-rendered page (`streamHints()`) has requested already, once. Without one, fetches the URL. */
export function takeOrFetch(url: string, init: RequestInit & { readonly signal: AbortSignal }): Promise<Response> {
  const responses = Reflect.get(globalThis, Symbol.for(EARLY_RESPONSES)) as Map<string, EarlyResponse> | undefined;
  const early = responses?.get(url);
  responses?.delete(url);
  // The page has sent no cookies to the origin of the video.
  if (!early || init.credentials === 'include') return fetch(url, init);
  init.signal.addEventListener('abort', () => early.controller.abort(), { once: true });
  return early.response.catch(() => fetch(url, init));
}
