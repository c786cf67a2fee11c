import { sdkUrl } from '@secure-stream/protocol';
import { StreamError } from '../catalogue/errors.js';
import type { EngineHost, EngineSettings, MediaPort } from './engine.js';
import type { Deck, Start } from './handover-deck.js';
import { behindEdge, seekBehindEdge } from './handover-live.js';
import { frameAddress } from './iframe-address.js';
import { FrameMedia } from './iframe-media.js';
import { loadSdk, type StreamApi } from './iframe-sdk.js';
import type { Hold } from './quiet.js';

/** Where the load of a frame is. */
type Load =
  | { readonly status: 'empty' }
  /** The SDK is on its way. */
  | { readonly status: 'fetching' }
  | Opening
  /** It speaks. */
  | { readonly status: 'open'; readonly window: Window }
  | { readonly status: 'failed'; readonly error: StreamError };

/**
 * The frame has its address. It is open when its document has loaded and has said a word, in either order: what it said before may have been the
 * document before it. `again`: it was given its address a second time.
 */
interface Opening {
  readonly status: 'opening';
  readonly again: boolean;
  readonly address: string;
  readonly start: Start;
  readonly hasLoaded: boolean;
  readonly hasSpoken: boolean;
}

/** A player in a frame. */
export class FrameDeck implements Deck {
  readonly node: HTMLIFrameElement;
  readonly frame: FrameMedia;
  /** Four messages about its time, so that one of them was fast. */
  readonly settling = 1000;
  readonly precision = 0.025;
  readonly live: boolean;
  readonly #host: EngineHost;
  readonly #settings: () => EngineSettings;
  readonly #isFirst: boolean;
  /** Where the frame can be heard: the element may be in a pop-out window. */
  readonly #view: Window;
  readonly #life = new AbortController();
  #load: Load = { status: 'empty' };
  #api: StreamApi | null = null;
  #forgetTimer = () => {};
  #hold: Hold | null = null;

  constructor(host: EngineHost, settings: () => EngineSettings, isFirst: boolean) {
    this.live = host.source.live;
    this.#host = host;
    this.#settings = settings;
    this.#isFirst = isFirst;
    this.frame = new FrameMedia(host.clock, () => this.lost);
    const { ownerDocument } = host.stage;
    // The service's player is of another origin, which is all the sandbox that it can work in.
    // oxlint-disable-next-line react/iframe-missing-sandbox
    const node = ownerDocument.createElement('iframe');
    this.node = node;
    this.#view = ownerDocument.defaultView ?? window;
    const { signal } = this.#life;
    node.title = titleOf(host.stage);
    node.allow = 'accelerometer; gyroscope; autoplay; encrypted-media; picture-in-picture';
    node.allowFullscreen = true;
    // The service compares the page's origin with the allowed ones; it need not know which page.
    node.referrerPolicy = 'strict-origin';
    node.addEventListener('load', () => this.#loaded(), { signal });
    this.#view.addEventListener('message', (event) => this.#heard(event), { signal });
    for (const [type, hold] of Object.entries(HOLDS))
      this.frame.addEventListener(type, () => void (this.#hold = hold), { signal });
  }

  get media(): MediaPort {
    return this.frame as unknown as MediaPort;
  }

  get error(): StreamError | null {
    return this.#load.status === 'failed' ? this.#load.error : null;
  }

  /** A frame that is moved in the document begins anew, in another window, by the address that it once had. */
  get lost(): boolean {
    return this.#load.status === 'open' && this.node.contentWindow !== this.#load.window;
  }

  get sound(): { readonly volume: number; readonly muted: boolean } {
    return this.frame.sound;
  }

  position(): number {
    return this.live ? behindEdge(this.media) : this.frame.position;
  }

  seek(position: number): void {
    if (this.live) seekBehindEdge(this.media, position);
    else this.frame.currentTime = position;
  }

  holds(): Hold | null {
    return this.#hold;
  }

  load(token: string, start: Start): void {
    const inPlace = this.#load.status === 'open' && !this.lost;
    const play = start.play || !this.frame.paused;
    // Where the page has sent it before there was anything to send.
    const early = this.#load.status === 'empty' && this.frame.currentTime > 0 ? this.frame.currentTime : undefined;
    const at = early ?? (start.at !== undefined && start.at >= 0 ? start.at : undefined);
    if (start.hidden) this.frame.muted = true;
    this.frame.reset({ at, playing: play });
    if (inPlace && this.#api) this.#change(this.#api, token, play);
    else void this.#open(token, { ...start, at, play });
  }

  /** The page's settings changed. Those that an address alone can carry wait for the next one. */
  change(now: EngineSettings, before: EngineSettings): void {
    for (const name of ['controls', 'loop', 'preload'] as const)
      if (now[name] !== before[name]) this.media[name] = now[name] as never;
    if (!this.#api) return;
    for (const name of ['poster', 'primaryColor', 'letterboxColor'] as const)
      if (now[name] !== before[name]) this.#api[name] = now[name] ?? '';
  }

  destroy(): void {
    this.#life.abort();
    this.#forgetTimer();
    this.frame.detach();
    this.#load = { status: 'empty' };
    this.node.remove();
    this.#api = null;
  }

  /** The SDK has to listen before the frame loads: a frame says once that it is ready. */
  async #open(token: string, start: Start): Promise<void> {
    const { clock, source } = this.#host;
    const load: Load = { status: 'fetching' };
    this.#load = load;
    try {
      const sdk = await loadSdk(source.sdkSrc ?? sdkUrl(source.origin), clock, this.#life.signal, this.#view);
      if (this.#load !== load) return;
      if (this.node.src) this.#takeNewWindow();
      // What was made for the last document may not speak to this one.
      this.#api = sdk(this.node);
      this.frame.attach(this.#api);
      const { muted } = this.frame;
      const address = frameAddress(source, this.#settings(), token, { ...start, muted, isFirst: this.#isFirst });
      this.#visit(address, start, false);
    } catch (error) {
      if (this.#load === load && !this.#life.signal.aborted) this.#fail(error);
    }
  }

  /** What the document before has still to say is not said in this one: Firefox's says that its loading was broken off, which is an error. */
  #takeNewWindow(): void {
    const { node } = this;
    const { parentNode, nextSibling } = node;
    node.remove();
    node.removeAttribute('src');
    parentNode?.insertBefore(node, nextSibling);
  }

  #visit(address: string, start: Start, again: boolean): void {
    this.#load = { status: 'opening', again, address, start, hasLoaded: false, hasSpoken: false };
    this.node.src = address;
    this.#expect(LOAD_PATIENCE);
  }

  /** Another token for a player that is there. Whether the service's keeps anything then is not known: all of it is said again. */
  #change(api: StreamApi, token: string, play: boolean): void {
    api.preload = 'auto';
    api.autoplay = play;
    api.src = token;
    if (play) void this.frame.play().catch(() => undefined);
  }

  #loaded(): void {
    if (this.#load.status === 'opening') this.#opened({ ...this.#load, hasLoaded: true });
    else if (this.lost) this.frame.break(2);
  }

  #heard({ source, origin }: MessageEvent): void {
    const { contentWindow } = this.node;
    if (!contentWindow || source !== contentWindow || origin !== originOf(this.node)) return;
    if (this.lost) this.frame.break(2);
    else if (this.#load.status === 'opening') this.#opened({ ...this.#load, hasSpoken: true });
  }

  #opened(load: Opening): void {
    const { contentWindow } = this.node;
    const isFirstLoad = load.hasLoaded && !(this.#load as Opening).hasLoaded;
    this.#load = load;
    if (load.hasLoaded && load.hasSpoken && contentWindow) {
      this.#forgetTimer();
      this.#load = { status: 'open', window: contentWindow };
      this.frame.insist();
      if (load.start.play) void this.frame.play().catch(() => undefined);
    } else if (isFirstLoad) this.#expect(WORD_PATIENCE);
  }

  /** A word, within so many milliseconds; without one, the frame gets its address once more, and is then given up. */
  #expect(patience: number): void {
    const { clock } = this.#host;
    this.#forgetTimer();
    this.#forgetTimer = clock.at(clock.now() + patience, () => {
      const load = this.#load;
      if (load.status !== 'opening') return;
      if (!load.again) this.#visit(load.address, load.start, true);
      else this.#fail(new StreamError('frame-refused', { detail: 'The frame said nothing, twice.' }));
    });
  }

  #fail(error: unknown): void {
    this.#forgetTimer();
    this.#load = {
      status: 'failed',
      error: error instanceof StreamError ? error : new StreamError('frame-refused', { cause: error }),
    };
    this.frame.break(4);
  }
}

/** What a screen reader calls the frame: what the page calls the element, if it does. */
function titleOf(stage: HTMLElement): string {
  const root = stage.getRootNode();
  const host = root instanceof ShadowRoot ? root.host : null;
  return host?.getAttribute('aria-label') ?? host?.getAttribute('title') ?? 'Video player';
}

const originOf = ({ src }: HTMLIFrameElement) => (URL.canParse(src) ? new URL(src).origin : null);

/** What begins or ends a hold, as the frame tells it. */
const HOLDS: Readonly<Record<string, Hold | null>> = {
  enterpictureinpicture: 'picture-in-picture',
  leavepictureinpicture: null,
  'stream-adstart': 'ad',
  'stream-adend': null,
  'stream-adtimeout': null,
};

// Milliseconds.
const LOAD_PATIENCE = 15_000;
const WORD_PATIENCE = 3000;
