import { sdkUrl } from '@secure-stream/protocol';
import { StreamError } from '../../errors/stream-error.js';
import type { EngineOptions, EngineSettings, MediaPort } from '../engine.js';
import type { PlayerInstance, LoadOptions } from '../handover/player-instance.js';
import { positionFromEdge, seekFromEdge } from '../handover/live-edge.js';
import { buildFrameUrl } from './frame-url.js';
import { FrameMedia } from './media.js';
import { loadSdk, type FrameApi } from './sdk.js';
import type { HandoverBlocker } from '../handover/blockers.js';

/** Where the load of a frame is. */
type FrameState =
  | { readonly status: 'empty' }
  /** The SDK is on its way. */
  | { readonly status: 'loading-sdk' }
  | OpeningState
  /** It speaks. */
  | { readonly status: 'open'; readonly window: Window }
  | { readonly status: 'failed'; readonly error: StreamError };

/**
 * The frame has its address. It is open when its document has loaded and has said a word, in either order: what it said before may have been the
 * document before it. `again`: it was given its address a second time.
 */
interface OpeningState {
  readonly status: 'opening';
  readonly isRetry: boolean;
  readonly url: string;
  readonly options: LoadOptions;
  readonly hasLoaded: boolean;
  readonly hasSentMessage: boolean;
}

/** A player in a frame. */
export class FramePlayer implements PlayerInstance {
  readonly node: HTMLIFrameElement;
  readonly frameMedia: FrameMedia;
  /** Four messages about its time, so that one of them was fast. */
  readonly settlingMs = 1000;
  readonly precisionS = 0.025;
  readonly isLive: boolean;
  readonly #options: EngineOptions;
  readonly #settings: () => EngineSettings;
  readonly #isFirst: boolean;
  /** Where the frame can be heard: the element may be in a pop-out window. */
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
    this.frameMedia = new FrameMedia(options.clock, () => this.isLost);
    const { ownerDocument } = options.mediaContainer;
    // The service's player is of another origin, which is all the sandbox that it can work in.
    // oxlint-disable-next-line react/iframe-missing-sandbox
    const node = ownerDocument.createElement('iframe');
    this.node = node;
    this.#view = ownerDocument.defaultView ?? window;
    const { signal } = this.#lifetime;
    node.title = resolveTitle(options.mediaContainer);
    node.allow = 'accelerometer; gyroscope; autoplay; encrypted-media; picture-in-picture';
    node.allowFullscreen = true;
    // The service compares the page's origin with the allowed ones; it need not know which page.
    node.referrerPolicy = 'strict-origin';
    node.addEventListener('load', () => this.#onLoad(), { signal });
    this.#view.addEventListener('message', (event) => this.#onMessage(event), { signal });
    for (const [type, blocker] of Object.entries(BLOCKERS_BY_EVENT))
      this.frameMedia.addEventListener(type, () => void (this.#blocker = blocker), { signal });
  }

  get media(): MediaPort {
    return this.frameMedia as unknown as MediaPort;
  }

  get error(): StreamError | null {
    return this.#state.status === 'failed' ? this.#state.error : null;
  }

  /** A frame that is moved in the document begins anew, in another window, by the address that it once had. */
  get isLost(): boolean {
    return this.#state.status === 'open' && this.node.contentWindow !== this.#state.window;
  }

  get volumeState(): { readonly volume: number; readonly muted: boolean } {
    return this.frameMedia.volumeState;
  }

  position(): number {
    return this.isLive ? positionFromEdge(this.media) : this.frameMedia.position;
  }

  seek(position: number): void {
    if (this.isLive) seekFromEdge(this.media, position);
    else this.frameMedia.currentTime = position;
  }

  findBlocker(): HandoverBlocker | null {
    return this.#blocker;
  }

  load(token: string, options: LoadOptions): void {
    const isOpen = this.#state.status === 'open' && !this.isLost;
    const shouldPlay = options.shouldPlay || !this.frameMedia.paused;
    // Where the page has sent it before there was anything to send.
    const earlySeek =
      this.#state.status === 'empty' && this.frameMedia.currentTime > 0 ? this.frameMedia.currentTime : undefined;
    const position =
      earlySeek ?? (options.position !== undefined && options.position >= 0 ? options.position : undefined);
    if (options.isStandby) this.frameMedia.muted = true;
    this.frameMedia.reset({ position, shouldPlay: shouldPlay });
    if (isOpen && this.#api) this.#replaceToken(this.#api, token, shouldPlay);
    else void this.#open(token, { ...options, position, shouldPlay });
  }

  /** The page's settings changed. Those that an address alone can carry wait for the next one. */
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
    this.frameMedia.detach();
    this.#state = { status: 'empty' };
    this.node.remove();
    this.#api = null;
  }

  /** The SDK has to listen before the frame loads: a frame says once that it is ready. */
  async #open(token: string, options: LoadOptions): Promise<void> {
    const { clock, source } = this.#options;
    const state: FrameState = { status: 'loading-sdk' };
    this.#state = state;
    try {
      const sdk = await loadSdk(source.sdkSrc ?? sdkUrl(source.origin), clock, this.#lifetime.signal, this.#view);
      if (this.#state !== state) return;
      if (this.node.src) this.#replaceWindow();
      // What was made for the last document may not speak to this one.
      this.#api = sdk(this.node);
      this.frameMedia.attach(this.#api);
      const { muted: isMuted } = this.frameMedia;
      const url = buildFrameUrl(source, this.#settings(), token, { ...options, isMuted, isFirst: this.#isFirst });
      this.#navigate(url, options, false);
    } catch (error) {
      if (this.#state === state && !this.#lifetime.signal.aborted) this.#fail(error);
    }
  }

  /** What the document before has still to say is not said in this one: Firefox's says that its loading was broken off, which is an error. */
  #replaceWindow(): void {
    const { node } = this;
    const { parentNode, nextSibling } = node;
    node.remove();
    node.removeAttribute('src');
    parentNode?.insertBefore(node, nextSibling);
  }

  #navigate(url: string, options: LoadOptions, isRetry: boolean): void {
    this.#state = { status: 'opening', isRetry, url, options, hasLoaded: false, hasSentMessage: false };
    this.node.src = url;
    this.#expectMessage(LOAD_TIMEOUT_MS);
  }

  /** Another token for a player that is there. Whether the service's keeps anything then is not known: all of it is said again. */
  #replaceToken(api: FrameApi, token: string, shouldPlay: boolean): void {
    api.preload = 'auto';
    api.autoplay = shouldPlay;
    api.src = token;
    if (shouldPlay) void this.frameMedia.play().catch(() => undefined);
  }

  #onLoad(): void {
    if (this.#state.status === 'opening') this.#onOpening({ ...this.#state, hasLoaded: true });
    else if (this.isLost) this.frameMedia.fail(2);
  }

  #onMessage({ source, origin }: MessageEvent): void {
    const { contentWindow } = this.node;
    if (!contentWindow || source !== contentWindow || origin !== getOrigin(this.node)) return;
    if (this.isLost) this.frameMedia.fail(2);
    else if (this.#state.status === 'opening') this.#onOpening({ ...this.#state, hasSentMessage: true });
  }

  #onOpening(state: OpeningState): void {
    const { contentWindow } = this.node;
    const isFirstLoad = state.hasLoaded && !(this.#state as OpeningState).hasLoaded;
    this.#state = state;
    if (state.hasLoaded && state.hasSentMessage && contentWindow) {
      this.#cancelTimer();
      this.#state = { status: 'open', window: contentWindow };
      this.frameMedia.reapplySettings();
      if (state.options.shouldPlay) void this.frameMedia.play().catch(() => undefined);
    } else if (isFirstLoad) this.#expectMessage(MESSAGE_TIMEOUT_MS);
  }

  /** A word, within so many milliseconds; without one, the frame gets its address once more, and is then given up. */
  #expectMessage(timeoutMs: number): void {
    const { clock } = this.#options;
    this.#cancelTimer();
    this.#cancelTimer = clock.at(clock.now() + timeoutMs, () => {
      const state = this.#state;
      if (state.status !== 'opening') return;
      if (!state.isRetry) this.#navigate(state.url, state.options, true);
      else this.#fail(new StreamError('frame-refused', { detail: 'The frame said nothing, twice.' }));
    });
  }

  #fail(error: unknown): void {
    this.#cancelTimer();
    this.#state = {
      status: 'failed',
      error: error instanceof StreamError ? error : new StreamError('frame-refused', { cause: error }),
    };
    this.frameMedia.fail(4);
  }
}

/** What a screen reader calls the frame: what the page calls the element, if it does. */
function resolveTitle(mediaContainer: HTMLElement): string {
  const root = mediaContainer.getRootNode();
  const host = root instanceof ShadowRoot ? root.host : null;
  return host?.getAttribute('aria-label') ?? host?.getAttribute('title') ?? 'Video player';
}

const getOrigin = ({ src }: HTMLIFrameElement) => (URL.canParse(src) ? new URL(src).origin : null);

/** What begins or ends a hold, as the frame tells it. */
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
