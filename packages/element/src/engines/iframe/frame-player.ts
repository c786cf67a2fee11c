import { StreamError } from '@secure-stream/session/core';
import type { EngineOptions, EngineSettings } from '../engine.js';
import type { PlayerInstance, LoadOptions, HandoverBlocker } from '../handover/player-instance.js';
import { positionFromEdge, seekFromEdge } from '../handover/live-edge.js';
import { buildFrameUrl, createFrameNode, findHost, replaceWindow } from './frame-node.js';
import { FrameMedia } from './media.js';
import { loadSdk, type FrameApi } from './sdk.js';
import { resolveSdk } from './sdk-source.js';

/** The loading state of a frame. */
type FrameState =
  | { readonly status: 'empty' }
  /** The SDK is loading. */
  | { readonly status: 'loading-sdk' }
  | OpeningState
  /** The frame has sent a message. */
  | { readonly status: 'open'; readonly window: Window }
  | { readonly status: 'failed'; readonly error: StreamError };

/**
 * The frame has its URL. It is open after its document's `load` event and its first message, in either order: earlier messages may come
 * from the previous document. `isRetry`: this is the second attempt with the same URL.
 */
interface OpeningState {
  readonly status: 'opening';
  readonly isRetry: boolean;
  readonly url: string;
  readonly options: LoadOptions;
  readonly hasLoaded: boolean;
  readonly hasSentMessage: boolean;
}

/** The service's player in an `<iframe>`. */
export class FramePlayer implements PlayerInstance {
  readonly node: HTMLIFrameElement;
  readonly media: FrameMedia;
  /** Long enough for four time messages, so that at least one arrived without delay. */
  readonly settlingMs = 1300;
  readonly tolerancesS = [0.008, 0.008, 0.01, 0.015, 0.03, 0.06];
  /** Two frames of a video with 24 frames per second, after the page itself has painted. */
  readonly paintMs = 100;
  readonly isLive: boolean;
  readonly #options: EngineOptions;
  readonly #settings: () => EngineSettings;
  readonly #isFirst: boolean;
  /** The window that receives the frame's messages. The element may be in a pop-out window. */
  readonly #view: Window;
  readonly #lifetime = new AbortController();
  #state: FrameState = { status: 'empty' };
  #api: FrameApi | null = null;
  #cancelTimer = () => {};
  #blocker: HandoverBlocker | null = null;

  constructor(options: EngineOptions, settings: () => EngineSettings, isFirst: boolean) {
    this.isLive = options.source.live;
    this.#options = options;
    this.#settings = settings;
    this.#isFirst = isFirst;
    this.media = new FrameMedia(options.clock, () => this.isLost);
    const node = createFrameNode(options.mediaContainer, settings().requireWatermark);
    this.node = node;
    this.#view = node.ownerDocument.defaultView ?? window;
    const { signal } = this.#lifetime;
    node.addEventListener('load', () => this.#onLoad(), { signal });
    this.#view.addEventListener('message', (event) => this.#onMessage(event), { signal });
    for (const [type, blocker] of Object.entries(BLOCKERS_BY_EVENT))
      this.media.addEventListener(type, () => void (this.#blocker = blocker), { signal });
  }

  get error(): StreamError | null {
    return this.#state.status === 'failed' ? this.#state.error : null;
  }

  /** A frame that is moved in the document reloads its original URL in another window. */
  get isLost(): boolean {
    return this.#state.status === 'open' && this.node.contentWindow !== this.#state.window;
  }

  get volumeState(): { readonly volume: number; readonly muted: boolean } {
    return this.media.volumeState;
  }

  position(): number {
    return this.isLive ? positionFromEdge(this.media) : this.media.position;
  }

  seek(position: number): void {
    if (this.isLive) seekFromEdge(this.media, position);
    else this.media.currentTime = position;
  }

  findBlocker(): HandoverBlocker | null {
    return this.#blocker;
  }

  load(token: string, options: LoadOptions): void {
    const isOpen = this.#state.status === 'open' && !this.isLost;
    const shouldPlay = options.shouldPlay || !this.media.paused;
    // The page sought before the frame had a document.
    const earlySeek = this.#state.status === 'empty' && this.media.currentTime > 0 ? this.media.currentTime : undefined;
    const position =
      earlySeek ?? (options.position !== undefined && options.position >= 0 ? options.position : undefined);
    if (options.isStandby) this.media.muted = true;
    this.media.reset({ position, shouldPlay: shouldPlay });
    if (isOpen && this.#api) this.#replaceToken(this.#api, token, shouldPlay);
    else void this.#open(token, { ...options, position, shouldPlay });
  }

  /** Applies changed settings. Settings that only the URL can carry apply at the next load. */
  applySettings(current: EngineSettings, previous: EngineSettings): void {
    for (const name of ['controls', 'loop', 'preload'] as const)
      if (current[name] !== previous[name]) this.media[name] = current[name] as never;
    if (!this.#api) return;
    for (const name of ['poster', 'primaryColor', 'letterboxColor'] as const)
      if (current[name] !== previous[name]) this.#api[name] = current[name] ?? '';
  }

  destroy(): void {
    this.#lifetime.abort();
    this.#cancelTimer();
    this.media.detach();
    this.#state = { status: 'empty' };
    this.node.remove();
    this.#api = null;
  }

  /** The SDK has to listen before the frame loads: the frame reports only once that it is ready. */
  async #open(token: string, options: LoadOptions): Promise<void> {
    const { clock, mediaContainer, source } = this.#options;
    const state: FrameState = { status: 'loading-sdk' };
    this.#state = state;
    try {
      const sdkSource = resolveSdk(source, findHost(mediaContainer), {
        baseUrl: document.baseURI,
        origin: window.origin,
      });
      const sdk = await loadSdk(sdkSource, clock, this.#lifetime.signal, this.#view);
      if (this.#state !== state) return;
      if (this.node.src) replaceWindow(this.node);
      // The SDK object of the previous document must not talk to this one.
      this.#api = sdk(this.node);
      this.media.attach(this.#api);
      const { muted: isMuted } = this.media;
      const url = buildFrameUrl(source, this.#settings(), token, { ...options, isMuted, isFirst: this.#isFirst });
      this.#navigate(url, options, false);
    } catch (error) {
      if (this.#state === state && !this.#lifetime.signal.aborted) this.#fail(error);
    }
  }

  #navigate(url: string, options: LoadOptions, isRetry: boolean): void {
    this.#state = { status: 'opening', isRetry, url, options, hasLoaded: false, hasSentMessage: false };
    this.node.src = url;
    this.#expectMessage(LOAD_TIMEOUT_MS);
  }

  /** Gives a loaded player another token. The service's player may reset its settings then, so all of them are applied again. */
  #replaceToken(api: FrameApi, token: string, shouldPlay: boolean): void {
    api.preload = 'auto';
    api.autoplay = shouldPlay;
    api.src = token;
    if (shouldPlay) void this.media.play().catch(() => undefined);
  }

  #onLoad(): void {
    if (this.#state.status === 'opening') this.#onOpening({ ...this.#state, hasLoaded: true });
    else if (this.isLost) this.media.fail(2);
  }

  #onMessage({ source, origin }: MessageEvent): void {
    const { contentWindow } = this.node;
    if (!contentWindow || source !== contentWindow || origin !== getOrigin(this.node)) return;
    if (this.isLost) this.media.fail(2);
    else if (this.#state.status === 'opening') this.#onOpening({ ...this.#state, hasSentMessage: true });
  }

  #onOpening(state: OpeningState): void {
    const { contentWindow } = this.node;
    const isFirstLoad = state.hasLoaded && !(this.#state as OpeningState).hasLoaded;
    this.#state = state;
    if (state.hasLoaded && state.hasSentMessage && contentWindow) {
      this.#cancelTimer();
      this.#state = { status: 'open', window: contentWindow };
      this.media.reapplySettings();
      // The viewer may have paused while the frame loaded, whose URL says `autoplay`.
      if (!this.media.paused) void this.media.play().catch(() => undefined);
      else if (state.options.shouldPlay) this.media.pause();
    } else if (isFirstLoad) this.#expectMessage(MESSAGE_TIMEOUT_MS);
  }

  /** Expects a message within this time. Without one, the frame loads its URL once more, and then fails. */
  #expectMessage(timeoutMs: number): void {
    const { clock } = this.#options;
    this.#cancelTimer();
    this.#cancelTimer = clock.at(clock.now() + timeoutMs, () => {
      const state = this.#state;
      if (state.status !== 'opening') return;
      if (!state.isRetry) this.#navigate(state.url, state.options, true);
      else this.#fail(new StreamError('frame-refused', { detail: 'The frame sent no message.' }));
    });
  }

  #fail(error: unknown): void {
    this.#cancelTimer();
    this.#state = {
      status: 'failed',
      error: error instanceof StreamError ? error : new StreamError('frame-refused', { cause: error }),
    };
    this.media.fail(4);
  }
}

const getOrigin = ({ src }: HTMLIFrameElement) => (URL.canParse(src) ? new URL(src).origin : null);

/** Events of the frame that set or clear a blocker. */
const BLOCKERS_BY_EVENT: Readonly<Record<string, HandoverBlocker | null>> = {
  enterpictureinpicture: 'picture-in-picture',
  leavepictureinpicture: null,
  'stream-adstart': 'ad',
  'stream-adend': null,
  'stream-adtimeout': null,
};

// Milliseconds.
const LOAD_TIMEOUT_MS = 15_000;
const MESSAGE_TIMEOUT_MS = 3000;
