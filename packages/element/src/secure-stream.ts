import type { HlsConfig } from 'hls.js';
import type { AudioTrackList, VideoRenditionList } from 'media-tracks';
import { ReactiveElement, type PropertyDeclarations, type PropertyValues } from '@lit/reactive-element';
import type { VideoLocation } from '@secure-stream/protocol';
import type { StreamError } from './errors/stream-error.js';
import { createClock } from './clock.js';
import type { EngineKind } from './engines/engine.js';
import { OverlayLayer } from './overlay/layer.js';
import type { StreamType } from './live/stream-type.js';
import { adoptEarlyProperties, delegateMediaMembers, type MediaMembers } from './element/media-members.js';
import type { DownloadUrlOptions, ThumbnailUrlOptions } from './images/urls.js';
import { Player, type PlayerHost } from './player/player.js';
import { PLAYER_STATUSES, type PlayerState } from './player/state.js';
import { REFLECTED_ATTRIBUTES, reflectAttributes, type ReflectedAttributes } from './element/reflected-attributes.js';
import { readConfig } from './element/config.js';
import type { StreamEventTarget } from './events/event-map.js';
import { createShadowDom, createSizeRule } from './element/shadow-dom.js';
import { styles } from './element/styles.js';
import { addStyles, applyStyles, cssTextOf, setOwnStyles } from './element/shadow-styles.js';
import type { TokenRequest, TokenRequestFactory } from './session/providers/endpoint.js';
import type { TokenProvider } from './session/providers/provider.js';
import { createListProxy } from './tracks/list-proxy.js';
import type { Messages } from './translations/messages.js';

// The members of `<video>` that are passed on are put into the class below it.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface SecureStreamElement extends MediaMembers, ReflectedAttributes {
  addEventListener: StreamEventTarget['addEventListener'];
  removeEventListener: StreamEventTarget['removeEventListener'];
}

/**
 * Plays a private video of Cloudflare Stream for as long as it lasts, and renews its token meanwhile. Beside what is listed it has
 * the members and events of the browser's own `<video>`.
 *
 * @tagname secure-stream
 * @attr {string} token - A token given outright, as by a server. Removed from the element once it is read.
 * @attr {string} lang - The language of the faces. Default: that of the nearest element that has one.
 * @attr {boolean} autoplay - As on `<video>`.
 * @attr {boolean} controls - As on `<video>`.
 * @attr {boolean} loop - As on `<video>`.
 * @attr {boolean} muted - As on `<video>`: what it starts with. The property is `defaultMuted`.
 * @attr {boolean} playsinline - As on `<video>`.
 * @attr {'none' | 'metadata' | 'auto'} preload - Default `metadata`. With `none` no token is asked for before somebody plays.
 * @attr {string} poster - The address of a picture, or `none`. Default: a picture of the video, signed with the token.
 * @attr {'' | 'anonymous' | 'use-credentials'} crossorigin - As on `<video>`.
 * @attr {boolean} disablepictureinpicture - As on `<video>`.
 * @attr {boolean} disableremoteplayback - As on `<video>`.
 * @attr {number} width - CSS pixels. The page's own styles win.
 * @attr {number} height - CSS pixels. The page's own styles win.
 *
 * @slot poster - Over the picture until it plays for the first time.
 * @slot loading - Instead of the spinner.
 * @slot waiting - Instead of the face that waits for a broadcast.
 * @slot ended - Instead of the face that says that the broadcast is over.
 * @slot start - Instead of the button that starts a film with `preload="none"` and `controls`.
 * @slot offline - Instead of the face for a viewer without a connection. Without it, `error`.
 * @slot access-denied - Instead of the face for a viewer who may not watch. Without it, `error`.
 * @slot error - Instead of the face of an error. Read `error` for the reason, call `retry()` to try again.
 *
 * @csspart media - What the film is shown in.
 * @csspart overlay - What lies over the film, whichever it is.
 * @csspart loading - The face of loading.
 * @csspart waiting - The face that waits for a broadcast.
 * @csspart ended - The face that says that the broadcast is over.
 * @csspart offline - The face for a viewer without a connection.
 * @csspart access-denied - The face for a viewer who may not watch.
 * @csspart error - The face of an error.
 * @csspart icon - The drawing of a face.
 * @csspart spinner - The spinner.
 * @csspart message - The sentence of a face.
 * @csspart retry - The button that tries again.
 * @csspart start - The face that starts the film.
 * @csspart play - The button that starts the film.
 *
 * @cssprop [--secure-stream-color=#fff] - Text and drawings of the faces.
 * @cssprop [--secure-stream-accent=#fff] - What turns, beats or has the focus.
 * @cssprop [--secure-stream-overlay-background=rgb(0 0 0 / 80%)] - What a face lies on.
 * @cssprop [--secure-stream-font=1rem / 1.5 system-ui, sans-serif] - A `font`.
 * @cssprop [--secure-stream-radius=0.5rem] - The corners of buttons.
 *
 * @cssState idle - Nothing to play yet, or nobody has asked for it.
 * @cssState loading - A token or the first data are on their way.
 * @cssState ready - It can play.
 * @cssState renewing - It can play, and the next token is on its way.
 * @cssState ended - A broadcast was seen to its end. Another one begins by itself.
 * @cssState error - It can not play; `error` says why.
 */
export class SecureStreamElement extends ReactiveElement {
  static override readonly styles = styles;

  static override readonly properties = {
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
    renewBefore: { type: Number, attribute: 'renew-before' },
    live: { type: Boolean },
    lowLatency: { type: Boolean, attribute: 'low-latency' },
    dvr: { type: Boolean },
    startTime: { type: Number, attribute: 'start-time' },
    defaultTextTrack: { attribute: 'default-text-track' },
    primaryColor: { attribute: 'primary-color' },
    letterboxColor: { attribute: 'letterbox-color' },
    adUrl: { attribute: 'ad-url' },
    storyboard: { type: Boolean },
    messages: { attribute: false },
  } as const satisfies PropertyDeclarations;

  /** `token` is taken from the host by hand, and does not stay on it. */
  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...REFLECTED_ATTRIBUTES, 'lang', 'token'];
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
  declare renewBefore: number | undefined;
  /** The id is a live input's. */
  declare live: boolean;
  /** Ask for low-latency HLS, which a live input has to be set up for. */
  declare lowLatency: boolean;
  /** Ask for the broadcast from its beginning, to seek in. */
  declare dvr: boolean;
  /** Seconds. Read when playing begins. */
  declare startTime: number | undefined;
  /**
   * The language (BCP 47) of the captions that are shown from the start: those of the stream and the `<track>` children. Read when playing
   * begins.
   */
  declare defaultTextTrack: string | undefined;
  /** A CSS colour. Only the frame has one. */
  declare primaryColor: string | undefined;
  /** A CSS colour. Only the frame has one. */
  declare letterboxColor: string | undefined;
  /** A VAST tag. Only the frame plays ads. */
  declare adUrl: string | undefined;
  /** Pictures for the seek bar, as a `metadata` track with the label `thumbnails`. Not for live. */
  declare storyboard: boolean;
  /** What the faces say. Default: those of the element's language, as far as `addMessages()` made it known, else English. */
  declare messages: Messages | undefined;

  readonly #internals = this.attachInternals();
  readonly #shadowDom = createShadowDom(this);
  readonly #overlay = new OverlayLayer(this, this.#shadowDom.overlayContainer);
  readonly #videoRenditions = createListProxy<VideoRenditionList>();
  readonly #audioTracks = createListProxy<AudioTrackList>();
  readonly #textTracks = createListProxy<TextTrackList>();
  readonly #player: Player;

  constructor() {
    super();
    this.live = this.lowLatency = this.dvr = this.storyboard = false;
    this.#player = this.createPlayer({
      ...this.#shadowDom,
      clock,
      dispatch: (event) => this.dispatchEvent(event),
      onChange: () => this.#reflectState(),
    });
    this.#followTextTracks();
    adoptEarlyProperties(this);
  }

  /** In a word, what a viewer would say of it. Also as `:state(loading)`, `ready`, `renewing`, `ended` and `error`. */
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

  /** The qualities, to be looked at and chosen from: `selectedIndex` is -1 while the player chooses. Empty where it alone can. */
  get videoRenditions(): VideoRenditionList {
    return this.#videoRenditions.list;
  }

  /** The sound tracks, of which one is `enabled`. */
  get audioTracks(): AudioTrackList {
    return this.#audioTracks.list;
  }

  /**
   * As on `<video>`: one list for good, whichever player plays. In the iframe engine: the `<track>` children alone, because the frame does not
   * report its captions.
   */
  get textTracks(): TextTrackList {
    return this.#textTracks.list;
  }

  /** Milliseconds since 1970 by the viewer's clock; `NaN` when unknown. */
  get tokenExpiresAt(): number {
    return this.#player.tokenExpiresAt;
  }

  /** As on `<video>`; rejects with `NotSupportedError` too when there will be nothing to play. */
  play(): Promise<void> {
    this.#flushUpdate();
    return this.#player.play();
  }

  /** Hears now what the page has said in this turn: a click allows sound only at once, and who calls means what was said before. */
  #flushUpdate(): void {
    if (this.isConnected && this.isUpdatePending) this.performUpdate();
  }

  /** The address of the manifest, with the uid where the token goes. Empty when there is nothing to play. */
  get currentSrc(): string {
    return this.#player.publicUrl;
  }

  /**
   * `live`, `on-demand`, or `unknown` while there is nothing to go by, as media-ui-extensions has it (proposal 0010). A broadcast that is over
   * stays `live`.
   */
  get streamType(): StreamType {
    return this.#player.streamInfo?.streamType ?? 'unknown';
  }

  /** Seconds that a viewer may go back in a broadcast: 0, or `Infinity` with `dvr`. `NaN` for what is not live. */
  get targetLiveWindow(): number {
    return this.#player.streamInfo?.targetLiveWindow ?? NaN;
  }

  /** Where the edge of a broadcast begins, in seconds: whoever is past it sees it as it happens. `NaN` for what is not live. */
  get liveEdgeStart(): number {
    return this.#player.streamInfo?.liveEdgeStart ?? NaN;
  }

  /** What plays is said by `video-id`. Assigning an address does nothing. */
  get src(): string {
    return this.currentSrc;
  }
  set src(_url: string) {}

  /** There is none. */
  get srcObject(): null {
    return null;
  }
  set srcObject(_object: unknown) {}

  /** As on `<video>`. `autoplay` does not start it again. */
  pause(): void {
    this.#flushUpdate();
    this.#player.pause();
  }

  /** Asks for a new token now, whatever the age of the present one. Rejects with a `StreamError`. */
  async refreshToken(): Promise<void> {
    this.#flushUpdate();
    await this.#player.refreshToken();
  }

  /** The address of a picture of the video, signed with the token of the moment. Rejects with a `StreamError` when there is none. */
  async getThumbnailUrl(options?: ThumbnailUrlOptions): Promise<string> {
    const [{ buildThumbnailUrl: stillUrl }, location] = await Promise.all([
      import('./images/urls.js'),
      this.#signedLocation(),
    ]);
    return stillUrl(location, options);
  }

  /** The address of the MP4, signed likewise. Rejects with `not-downloadable` when the token does not allow it. */
  async getDownloadUrl(options?: DownloadUrlOptions): Promise<string> {
    const [{ buildDownloadUrl: fileUrl }, location] = await Promise.all([
      import('./images/urls.js'),
      this.#signedLocation(),
    ]);
    return fileUrl(location, options);
  }

  async #signedLocation(): Promise<VideoLocation> {
    this.#flushUpdate();
    return this.#player.signedLocation();
  }

  /** Starts over, at the start. */
  load(): void {
    this.#flushUpdate();
    this.#player.load();
  }

  /** Begins anew after an error, at the same place. */
  retry(): void {
    this.#flushUpdate();
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

  /** Moved to another document, such as that of a pop-out window: style sheets do not come along, and not every browser goes on playing. */
  adoptedCallback(): void {
    if (this.shadowRoot) applyStyles(this.shadowRoot);
    if (this.isConnected) this.#player.adopt();
  }

  /** `moveBefore()` calls this instead of the two above, and nothing has to change. */
  connectedMoveCallback(): void {}

  override attributeChangedCallback(name: string, previous: string | null, value: string | null): void {
    if (name !== 'token') {
      super.attributeChangedCallback(name, previous, value);
      this.requestUpdate(name, previous);
      return;
    }
    if (value === null) return;
    this.token = value;
    this.removeAttribute('token');
  }

  /** The seam of tests. */
  protected createPlayer(host: PlayerHost): Player {
    return new Player(host);
  }

  protected override createRenderRoot(): ShadowRoot {
    const { shadowRootOptions, elementStyles } = this.constructor as typeof ReactiveElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    for (const style of elementStyles) addStyles(root, cssTextOf(style));
    root.append(...this.#shadowDom.nodes);
    return root;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.hasUpdated || changed.size > 0) this.#player.configure(readConfig(this));
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('width') || changed.has('height')) setOwnStyles(this.shadowRoot!, createSizeRule(this));
    const { state: status, error } = this;
    this.#overlay.show({ status, error, canStart: status === 'idle' && this.controls && this.currentSrc !== '' });
  }

  #reflectState(): void {
    this.#videoRenditions.setSource(this.#player.tracks?.videoRenditions);
    this.#audioTracks.setSource(this.#player.tracks?.audioTracks);
    this.#followTextTracks();
    const { states } = this.#internals;
    for (const status of PLAYER_STATUSES) states.delete(status);
    states.add(this.state);
    this.requestUpdate();
  }

  #followTextTracks(): void {
    const { textTracks }: Partial<HTMLVideoElement> = this.#player.media;
    this.#textTracks.setSource(textTracks ?? this.#shadowDom.video.textTracks);
  }

  static {
    reflectAttributes(this.prototype);
    delegateMediaMembers(this.prototype, (host) => host.#player.media);
  }
}

/** One for the page, so that its players can share their sessions. */
const clock = createClock();
