import { EARLY_RESPONSES, type EarlyResponse } from '@secure-stream/protocol';

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
