import { type PlayerConfig, readTokenSource } from '../config.js';
import type { Playback } from '../playback.js';
import {
  buildTokenRequest,
  type EndpointProviderOptions,
  type TokenContext,
  type TokenRequest,
} from '@secure-stream/session/core';

/**
 * Tells the token endpoint that the viewing has ended when its last playback ends or the page is left, and renews it when the page returns from the
 * back-forward cache. A second call only changes the settings to read.
 */
export function releaseViewing(playback: Playback, config: () => PlayerConfig = () => playback.config): void {
  const isStarted = configs.has(playback);
  configs.set(playback, config);
  if (isStarted) return;
  const { lease, lifetime, source } = playback;
  const { session, viewing } = lease;
  const { signal } = lifetime;
  const release = () => {
    const { provider, url, ...endpoint } = readTokenSource(configs.get(playback)!());
    if (url && !provider)
      sendRelease({ url, ...endpoint }, { videoId: source.videoId, playbackId: viewing.playbackId });
  };
  const onEnd = () => viewing.players > 0 || release();
  // The playback ended while this code was loading.
  if (signal.aborted) return void onEnd();
  // The player's next playback may continue the viewing.
  signal.addEventListener('abort', () => queueMicrotask(onEnd));

  const onPageHide = () => {
    if (released.has(viewing)) return;
    released.add(viewing);
    release();
  };
  const onPageShow = () => {
    if (released.delete(viewing)) session.refresh().catch(() => undefined);
  };
  addEventListener('pagehide', onPageHide, { signal });
  addEventListener('pageshow', onPageShow, { signal });
}

/** The current settings of each playback. */
const configs = new WeakMap<Playback, () => PlayerConfig>();

/** The viewings that were released when the page was left. Several players may share one. */
const released = new WeakSet<Playback['lease']['viewing']>();

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
