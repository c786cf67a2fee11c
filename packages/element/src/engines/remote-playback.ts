import type Hls from 'hls.js';
import type { Clock, TokenSource } from '@secure-stream/session/core';
import { preservePlaybackRate } from '../media/media-port.js';
import { isRemote, watchRemote } from './remote-state.js';

export interface RemotePlaybackOptions {
  readonly hls: Hls;
  readonly video: HTMLVideoElement;
  readonly tokens: TokenSource;
  readonly clock: Clock;
  /** Ends remote playback support. */
  readonly signal: AbortSignal;
  /** The URL of the multivariant playlist with this token. */
  urlFor(token: string): string;
  /** The page's own `disableRemotePlayback`. */
  isDisabled(): boolean;
  /** Attaches the `<video>` to hls.js where it is, which is not the recovery of an error. */
  attach(): void;
  /** The remote device loaded the video again, in place. */
  reloaded(): void;
}

export interface RemoteOffer {
  /** Another device plays: hls.js must not load. */
  readonly isActive: boolean;
  /** Call when the token or the page's settings changed. */
  update(): void;
}

type State =
  | { readonly status: 'local' }
  | { readonly status: 'remote' }
  /** The device seems to have disconnected. Safari also reports that for a moment while it connects. */
  | { readonly status: 'settling'; readonly cancel: () => void };

/**
 * Offers the signed HLS URL as a second `<source>` beside a managed media source, which no other device can play (WebKit, "How to use Media
 * Source Extensions with AirPlay"). The second source exists only while the media source is open. A managed media source opens only while
 * `disableRemotePlayback` is true, and AirPlay is available only while it is false. While another device plays, hls.js loads nothing, and
 * the second source is reloaded before its token expires. Not tested on a device: see docs/browsers.md.
 */
export function offerRemotePlayback(options: RemotePlaybackOptions, { Events }: typeof import('hls.js')): RemoteOffer {
  const { hls, video, tokens, clock, signal } = options;
  const source = document.createElement('source');
  source.type = 'application/x-mpegURL';
  let state: State = { status: 'local' };
  let offered = { token: '', usableUntil: 0 };
  let cancelReload = () => {};
  /** The media source. `hls.media` is set before that. */
  let isOpen = hls.media !== null;

  hls.on(Events.MEDIA_ATTACHED, () => {
    isOpen = true;
    update();
  });
  hls.on(Events.MEDIA_DETACHING, () => {
    isOpen = false;
    // While another device plays, hls.js detaches from a media source that the browser has closed. The device plays this source.
    if (state.status === 'local') source.remove();
  });
  watchRemote(video, follow, signal);
  video.addEventListener('error', recover, { signal });
  signal.addEventListener('abort', end, { once: true });
  follow();
  update();

  return {
    get isActive() {
      return state.status !== 'local';
    },
    update,
  };

  function update(): void {
    if (signal.aborted) return;
    const token = tokens.current();
    if (state.status !== 'local') scheduleReload();
    else if (!isOpen || options.isDisabled() || token === null) source.remove();
    else {
      setSource(token);
      if (source.parentNode !== video) video.append(source);
      video.disableRemotePlayback = false;
    }
  }

  function setSource(token: string): void {
    if (offered.token === token) return;
    offered = { token, usableUntil: clock.now() + tokens.remainingLifetime() };
    source.src = options.urlFor(token);
  }

  function follow(): void {
    const remote = isRemote(video);
    if (remote && state.status === 'local') {
      state = { status: 'remote' };
      hls.stopLoad();
      update();
    } else if (remote && state.status === 'settling') {
      state.cancel();
      state = { status: 'remote' };
    } else if (!remote && state.status === 'remote') {
      state = { status: 'settling', cancel: clock.at(clock.now() + SETTLE_MS, resumeLocally) };
    }
  }

  /** hls.js continues at the position of the device. */
  function resumeLocally(): void {
    cancelReload();
    if (state.status === 'settling') state.cancel();
    state = { status: 'local' };
    const { currentTime } = video;
    if (hls.media) hls.startLoad(currentTime);
    else
      preservePlaying(video, () => {
        source.remove();
        options.attach();
        hls.startLoad(currentTime);
      });
    update();
  }

  /** Reloads as late as possible, because the picture stops for a moment. While paused, reloads at once. */
  function scheduleReload(): void {
    cancelReload();
    const token = tokens.current();
    if (token === null || token === offered.token) return;
    // hls.js still plays: the device has not received the source yet.
    if (hls.media) return setSource(token);
    const time = video.paused ? clock.now() : offered.usableUntil - RELOAD_MS;
    cancelReload = clock.at(time, () => reload(token));
  }

  function reload(token: string): void {
    const { currentTime, duration } = video;
    preservePlaying(video, () => {
      setSource(token);
      video.removeAttribute('src');
      removeSources();
      video.append(source);
      video.load();
    });
    if (duration < Infinity)
      video.addEventListener('loadedmetadata', () => (video.currentTime = currentTime), { once: true, signal });
    options.reloaded();
  }

  /** The device cannot play this source. A fresh token may help. If not, hls.js takes over: it can play, or reports the cause. */
  function recover(): void {
    if (state.status === 'local' || hls.media) return;
    const token = tokens.current();
    if (token !== null && token !== offered.token) reload(token);
    else resumeLocally();
  }

  function end(): void {
    cancelReload();
    if (state.status === 'settling') state.cancel();
    const isHandedOver = state.status !== 'local' && !hls.media;
    source.remove();
    if (!isHandedOver) return;
    // hls.js does not unload a video that plays something else.
    removeSources();
    video.removeAttribute('src');
    video.load();
  }

  function removeSources(): void {
    for (const other of video.querySelectorAll('source')) other.remove();
  }
}

/** HTML's load algorithm pauses a `<video>` that has loaded before, or whose `play()` was called in the same task. */
function preservePlaying(media: HTMLVideoElement, load: () => void): void {
  const { paused } = media;
  preservePlaybackRate(media, load);
  if (!paused && media.paused) void media.play().catch(() => undefined);
}

/**
 * How long a device has to be disconnected. Safari 26 reports a disconnect for a moment while it changes to the second source
 * (videojs/v10#1888), and reloading the media source then would end the connection.
 */
const SETTLE_MS = 1000;

/** Duration of a reload, so that it completes before the token expires. */
const RELOAD_MS = 1500;
