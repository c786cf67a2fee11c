import type { HlsConfig } from 'hls.js';
import { ReactiveElement, type PropertyDeclarations, type PropertyValues } from '@lit/reactive-element';
import type { StreamError } from './catalogue/errors.js';
import { createClock } from './clock.js';
import { ENGINE_KINDS, type EngineKind } from './engine/engine.js';
import { adoptEarlyProperties, delegateMedia, type MediaSurface } from './media-surface.js';
import type { PlayerConfig } from './player/config.js';
import { Player, type PlayerHost } from './player/player.js';
import { PLAYER_STATUSES, type PlayerState } from './player/state.js';
import { styles } from './secure-stream.styles.js';
import type { TokenRequest, TokenRequestFactory } from './session/endpoint-provider.js';
import type { TokenProvider } from './session/provider.js';

// The members of `<video>` that are passed on are put into the class below it.
export interface SecureStreamElement extends MediaSurface {}

/** Plays a private video of Cloudflare Stream for as long as it lasts, and renews its token meanwhile. */
export class SecureStreamElement extends ReactiveElement {
  static override readonly styles = styles;

  static override readonly properties: PropertyDeclarations = {
    videoId: { attribute: 'video-id' },
    customerCode: { attribute: 'customer-code' },
    streamOrigin: { attribute: 'stream-origin' },
    tokenEndpoint: { attribute: 'token-endpoint' },
    tokenMethod: { attribute: 'token-method' },
    tokenCredentials: { attribute: 'token-credentials' },
    tokenRequest: { attribute: false },
    tokenProvider: { attribute: false },
    token: { attribute: false },
    engine: {},
    hlsConfig: { attribute: false },
    sdkSrc: { attribute: 'sdk-src' },
    leeway: { type: Number },
    live: { type: Boolean },
    lowLatency: { type: Boolean, attribute: 'low-latency' },
    dvr: { type: Boolean },
    startTime: { type: Number, attribute: 'start-time' },
    defaultTextTrack: { attribute: 'default-text-track' },
    primaryColor: { attribute: 'primary-color' },
    letterboxColor: { attribute: 'letterbox-color' },
    adUrl: { attribute: 'ad-url' },
    autoplay: { type: Boolean, reflect: true },
    controls: { type: Boolean, reflect: true },
    loop: { type: Boolean, reflect: true },
    defaultMuted: { type: Boolean, attribute: 'muted', reflect: true },
    playsInline: { type: Boolean, attribute: 'playsinline', reflect: true },
    preload: { reflect: true },
    poster: { reflect: true },
    crossOrigin: { attribute: 'crossorigin', reflect: true },
  };

  /** `token` is taken from the host by hand, and does not stay on it. */
  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'token'];
  }

  /** The uid of a video or live input. */
  declare videoId: string | undefined;
  /** The `<CODE>` of `customer-<CODE>.cloudflarestream.com`. Without it, the shared host. */
  declare customerCode: string | undefined;
  /** A whole origin, such as `https://video.example.com`. Wins over the customer code. */
  declare streamOrigin: string | undefined;
  /** The site's endpoint. `{videoId}` in it is replaced by the id. */
  declare tokenEndpoint: string | undefined;
  /** Default `POST`. */
  declare tokenMethod: 'POST' | 'GET' | undefined;
  /** Default `same-origin`. */
  declare tokenCredentials: RequestCredentials | undefined;
  /** What is added to the request to the endpoint, or a function that is called for each. */
  declare tokenRequest: TokenRequest | TokenRequestFactory | undefined;
  /** Instead of an endpoint. */
  declare tokenProvider: TokenProvider | undefined;
  /** A token given outright. The attribute of this name is removed from the host once it is read. */
  declare token: string | undefined;
  /** Default `auto`: hls where Media Source Extensions are, then native, then iframe. `activeEngine` tells. */
  declare engine: EngineKind | 'auto' | undefined;
  /** What hls.js is configured with. Read when playing begins. */
  declare hlsConfig: Partial<HlsConfig> | undefined;
  /** The SDK of the frame. Default: the service's. */
  declare sdkSrc: string | undefined;
  /** Seconds before expiry at which renewal starts. Default: a share of the lifetime. */
  declare leeway: number | undefined;
  declare live: boolean;
  declare lowLatency: boolean;
  declare dvr: boolean;
  /** Seconds. Read when playing begins. */
  declare startTime: number | undefined;
  /** The language of the captions that are shown from the start. */
  declare defaultTextTrack: string | undefined;
  declare primaryColor: string | undefined;
  declare letterboxColor: string | undefined;
  declare adUrl: string | undefined;
  declare autoplay: boolean;
  declare controls: boolean;
  declare loop: boolean;
  declare defaultMuted: boolean;
  declare playsInline: boolean;
  /** Default `metadata`. */
  declare preload: 'none' | 'metadata' | 'auto' | '' | undefined;
  declare poster: string | undefined;
  declare crossOrigin: string | null | undefined;

  readonly #internals = this.attachInternals();
  readonly #stage = document.createElement('div');
  readonly #layer = document.createElement('div');
  readonly #player: Player;

  constructor() {
    super();
    this.live = this.lowLatency = this.dvr = false;
    this.autoplay = this.controls = this.loop = this.defaultMuted = this.playsInline = false;
    const video = document.createElement('video');
    this.#stage.setAttribute('part', 'stage');
    this.#stage.append(video);
    // It is there before the first face is, so that faces are read aloud.
    this.#layer.ariaLive = 'polite';
    this.#player = this.createPlayer({
      stage: this.#stage,
      video,
      clock,
      announce: (event) => this.dispatchEvent(event),
      changed: () => this.#reflect(),
    });
    adoptEarlyProperties(this);
  }

  /** In a word, what a viewer would say of it. Also as `:state(loading)`, `ready`, `renewing` and `error`. */
  get state(): PlayerState['status'] {
    return this.#player.state.status;
  }

  /** Why it does not play; `null` when it does. */
  get error(): StreamError | null {
    const { state } = this.#player;
    return state.status === 'error' ? state.error : null;
  }

  /** `null` before there is one. */
  get activeEngine(): EngineKind | null {
    return this.#player.activeEngine;
  }

  /** Milliseconds since 1970 by the viewer's clock; `NaN` when unknown. */
  get tokenExpiresAt(): number {
    return this.#player.tokenExpiresAt;
  }

  play(): Promise<void> {
    return this.#player.play();
  }

  /** Asks for a new token now, whatever the age of the present one. Rejects with a `StreamError`. */
  refreshToken(): Promise<void> {
    return this.#player.refreshToken();
  }

  /** Begins anew after an error, at the same place. */
  retry(): void {
    this.#player.retry();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#player.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Who is moved to another place is connected again at once.
    queueMicrotask(() => {
      if (!this.isConnected) this.#player.disconnect();
    });
  }

  /** `moveBefore()` calls this instead of the two above, and nothing has to change. */
  connectedMoveCallback(): void {}

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name !== 'token') return super.attributeChangedCallback(name, old, value);
    if (value === null) return;
    this.token = value;
    this.removeAttribute('token');
  }

  /** The seam of tests. */
  protected createPlayer(host: PlayerHost): Player {
    return new Player(host);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    root.append(this.#stage, this.#layer);
    return root;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasUpdated || changed.size > 0) this.#player.configure(this.#config());
  }

  protected override updated(): void {
    void this.#showFace();
  }

  /** lit-html, the drawings and the languages come when there is something to say. */
  async #showFace(): Promise<void> {
    if (this.#layer.childNodes.length === 0 && !isWorthAFace(this.state)) return;
    const faces = await import('./faces/draw.js').catch(() => null);
    const { state, error } = this;
    if (faces) faces.drawFace(this.#layer, { status: state, error }, this);
    else this.#layer.textContent = error?.message ?? '';
  }

  #reflect(): void {
    const { states } = this.#internals;
    for (const status of PLAYER_STATUSES) states.delete(status);
    states.add(this.state);
    this.requestUpdate();
  }

  #config(): PlayerConfig {
    return {
      videoId: this.videoId,
      customerCode: this.customerCode,
      streamOrigin: this.streamOrigin,
      engine: ENGINE_KINDS.find((kind) => kind === this.engine) ?? 'auto',
      tokenEndpoint: this.tokenEndpoint,
      tokenMethod: this.tokenMethod?.toUpperCase() === 'GET' ? 'GET' : 'POST',
      tokenCredentials: this.tokenCredentials ?? 'same-origin',
      tokenRequest: this.tokenRequest,
      tokenProvider: this.tokenProvider,
      token: this.token,
      leeway: finite(this.leeway),
      live: this.live,
      lowLatency: this.lowLatency,
      dvr: this.dvr,
      startTime: finite(this.startTime),
      sdkSrc: this.sdkSrc,
      adUrl: this.adUrl,
      hlsConfig: this.hlsConfig,
      autoplay: this.autoplay,
      controls: this.controls,
      loop: this.loop,
      muted: this.defaultMuted,
      playsinline: this.playsInline,
      preload: this.preload === 'none' || this.preload === 'auto' ? this.preload : 'metadata',
      poster: this.poster,
      crossorigin: this.crossOrigin ?? null,
      defaultTextTrack: this.defaultTextTrack,
      primaryColor: this.primaryColor,
      letterboxColor: this.letterboxColor,
    };
  }

  static {
    delegateMedia(this.prototype, (host) => host.#player.media);
  }
}

const isWorthAFace = (status: PlayerState['status']): boolean => status === 'loading' || status === 'error';

/** One for the page, so that its players can share their sessions. */
const clock = createClock();

/** An attribute that is no number is none at all. */
const finite = (value: number | null | undefined) => (Number.isFinite(value) ? (value as number) : undefined);
