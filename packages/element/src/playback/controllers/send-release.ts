import {
  buildTokenRequest,
  type EndpointProviderOptions,
  type TokenContext,
  type TokenRequest,
} from '@secure-stream/session/core';

/**
 * Tells the token endpoint that a playback has ended, so that it does not count any longer. The request outlives the page, and its response does
 * not matter: without it, the viewing expires after its token.
 */
export function sendRelease(
  options: EndpointProviderOptions,
  playback: Pick<TokenContext, 'videoId' | 'playbackId'>,
): void {
  const { request = {} } = options;
  const send = (additions: TokenRequest) => {
    const built = buildTokenRequest(options, { ...playback, release: true }, additions);
    if (!built) return;
    const { body, credentials, url } = built;
    // A beacon sends cookies and no headers.
    const sendsCookies =
      credentials === 'include' || (credentials === 'same-origin' && new URL(url).origin === location.origin);
    // Some settings and extensions remove `sendBeacon`.
    const canBeacon = body && sendsCookies && !additions.headers && 'sendBeacon' in navigator;
    if (canBeacon && navigator.sendBeacon(url, new Blob([body], { type: 'application/json' }))) return;
    void fetch(url, { ...built, keepalive: true }).catch(() => undefined);
  };
  if (typeof request !== 'function') return send(request);
  const context = { ...playback, reason: 'release', takeover: false, signal: new AbortController().signal } as const;
  // While the page unloads, there is no time to wait for a promise that is not resolved yet.
  void (async () => send(await request(context)))().catch(() => undefined);
}
