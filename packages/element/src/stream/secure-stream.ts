import type { HlsConfig } from 'hls.js';
import type { AudioTrackList, VideoRenditionList } from 'media-tracks';
import { ReactiveElement, type PropertyValues } from '@lit/reactive-element';
import {
  createClock,
  type StreamError,
  type TokenProvider,
  type TokenRequest,
  type TokenRequestFactory,
} from '@secure-stream/session/core';
import type { EngineKind } from '../engines/engine.js';
import { createOverlayLayer } from './overlay/layer.js';
import type { StreamType } from '../live/stream-type.js';
import { adoptEarlyProperties, delegateMediaMembers, type MediaMembers } from './media-members.js';
import type { DownloadUrlOptions, ThumbnailUrlOptions } from '../images/urls.js';
import { PlaybackHost, type RetryOptions } from '../playback/playback-host.js';
import type { PlaybackHostOptions } from '../playback/playback.js';
import type { PlayerState } from '../playback/state.js';
import { REFLECTED_ATTRIBUTES, reflectAttributes, type ReflectedAttributes } from './reflected-attributes.js';
import { nameAttributes, readConfig, resolveEndpoint, type SwitchDefaults } from './config.js';
import type { StreamEventTarget } from '../events/event-map.js';
import { createShadowDom, createSizeRule } from './shadow-dom.js';
import { styles, applyStyles, setStyles } from './shadow-styles.js';
import { createListProxy } from '../tracks/list-proxy.js';
import type { Messages } from '../locales/messages.js';

/**
 * The key of an element's playback host, for the `<secure-stream-player>` of this copy of the scripts or of another. If the player needs more
 * of the host than before, it needs another key.
 */
export const PLAYBACK_HOST = Symbol.for('secure-stream');

// `delegateMediaMembers` adds the members of `<video>` to the prototype below.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface SecureStreamElement extends MediaMembers, ReflectedAttributes {
  addEventListener: StreamEventTarget['addEventListener'];
  removeEventListener: StreamEventTarget['removeEventListener'];
}

/**
 * Plays a private Cloudflare Stream video or live stream, and renews its signed token during playback. Beside the members listed here, it
 * has the members and events of `<video>`.
 *
 * @tagname secure-stream
 * @attr {string} token - A token to start with, for instance from the server. Removed from the element once it is read.
 * @attr {string} sdk-integrity - The `integrity` of the script of `sdk-src`. Needed if another host serves it.
 * @attr {string} lang - The language of the overlays. Default: that of the nearest ancestor with `lang`.
 * @attr {boolean} autoplay - As on `<video>`.
 * @attr {boolean} controls - As on `<video>`.
 * @attr {boolean} loop - As on `<video>`.
 * @attr {boolean} muted - As on `<video>`: the initial state. The property is `defaultMuted`.
 * @attr {boolean} playsinline - As on `<video>`.
 * @attr {'none' | 'metadata' | 'auto'} preload - Default `metadata`. With `none`, no token is requested before playback is.
 * @attr {'eager' | 'lazy'} loading - As on `<video>`. Default `eager`. With `lazy`, nothing is requested before the player is near the viewport.
 * @attr {string} poster - The URL of an image, or `none`. Default: an image of the video, signed with the token.
 * @attr {'' | 'anonymous' | 'use-credentials'} crossorigin - As on `<video>`.
 * @attr {boolean} disablepictureinpicture - As on `<video>`.
 * @attr {boolean} disableremoteplayback - As on `<video>`.
 * @attr {number} width - CSS pixels. The page's own styles win.
 * @attr {number} height - CSS pixels. The page's own styles win.
 *
 * @slot poster - Shown until playback starts for the first time.
 * @slot loading - Replaces the spinner.
 * @slot waiting - Replaces the overlay that waits for a live stream.
 * @slot ended - Replaces the overlay of a live stream that has ended.
 * @slot start - Replaces the play button of a video with `preload="none"` and `controls`.
 * @slot offline - Replaces the overlay for a viewer who is offline. Without it, `error` does.
 * @slot access-denied - Replaces the overlay for a viewer who may not watch. Without it, `error` does.
 * @slot viewing-limit - Replaces the overlay for a viewer who is watching on other devices. Without it, `error` does.
 * @slot error - Replaces the error overlay. Read `error` for the reason, and call `retry()` to try again.
 *
 * @csspart media - The container of the picture.
 * @csspart overlay - Every overlay.
 * @csspart loading - The loading overlay.
 * @csspart waiting - The overlay that waits for a live stream.
 * @csspart ended - The overlay of a live stream that has ended.
 * @csspart offline - The overlay for a viewer who is offline.
 * @csspart access-denied - The overlay for a viewer who may not watch.
 * @csspart viewing-limit - The overlay for a viewer who is watching on other devices.
 * @csspart error - The error overlay.
 * @csspart icon - The icon of an overlay.
 * @csspart spinner - The spinner.
 * @csspart message - The message of an overlay.
 * @csspart retry - The button that tries again, or continues here.
 * @csspart start - The overlay with the play button.
 * @csspart play - The play button.
 *
 * @cssprop [--secure-stream-color=#fff] - The colour of text and icons in overlays.
 * @cssprop [--secure-stream-accent=#fff] - The colour of animations and of the focus outline.
 * @cssprop [--secure-stream-overlay-background=rgb(0 0 0 / 70%)] - The background of overlays.
 * @cssprop [--secure-stream-font=1rem / 1.5 system-ui, sans-serif] - The `font` of overlays.
 * @cssprop [--secure-stream-radius=0.5rem] - The corner radius of buttons.
 *
 * @cssState idle - There is nothing to play yet, or playback was not requested.
 * @cssState loading - A token or the first media data is loading.
 * @cssState ready - Playback is possible.
 * @cssState renewing - Playback is possible, and the next token is being requested.
 * @cssState ended - A live stream has ended. If it starts again, so does playback.
 * @cssState error - Playback has failed; `error` holds the reason.
 */
export class SecureStreamElement extends ReactiveElement {
  static override readonly properties = nameAttributes({
    videoId: {},
    customerCode: {},
    streamOrigin: {},
    tokenEndpoint: {},
    tokenMethod: {},
    tokenCredentials: {},
    tokenRequest: { attribute: false },
    tokenProvider: { attribute: false },
    token: { attribute: false },
    playbackId: {},
    engine: {},
    hlsConfig: { attribute: false },
    sdkSrc: {},
    renewBefore: { type: Number },
    live: { type: Boolean },
    lowLatency: { type: Boolean },
    dvr: { type: Boolean },
    startTime: { type: Number },
    defaultTextTrack: {},
    primaryColor: {},
    letterboxColor: {},
    adUrl: {},
    storyboard: { type: Boolean },
    requireWatermark: { type: Boolean },
    cmcd: { type: Boolean },
    qualityEndpoint: {},
    progressEndpoint: {},
    completionThreshold: { type: Number },
    messages: { attribute: false },
  });

  /** `token` is observed here, because `attributeChangedCallback` removes the attribute after reading it. */
  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...REFLECTED_ATTRIBUTES, 'lang', 'token'];
  }

  /** The uid of a video or live input. */
  declare videoId: string | undefined;
  /** The `<CODE>` of `customer-<CODE>.cloudflarestream.com`. Default: the shared host. */
  declare customerCode: string | undefined;
  /** The origin of the videos, such as `https://video.example.com`. Only `https:`, or a local one. Overrides the customer code. */
  declare streamOrigin: string | undefined;
  /** URL of the site's token endpoint. `{videoId}` in it is replaced by the video id. */
  declare tokenEndpoint: string | undefined;
  /** Default `POST`. A takeover and a release are always a `POST`. */
  declare tokenMethod: 'POST' | 'GET' | undefined;
  /** Default `same-origin`. */
  declare tokenCredentials: RequestCredentials | undefined;
  /** Headers, body and parameters to add to the token request, or a function that returns them for each request. */
  declare tokenRequest: TokenRequest | TokenRequestFactory | undefined;
  /** A function that returns a token, instead of an endpoint. */
  declare tokenProvider: TokenProvider | undefined;
  /** A token to start with. The attribute of this name is removed from the element once it is read. */
  declare token: string | undefined;
  /**
   * The id of the playback in token requests: 16 to 64 letters, digits, `-` and `_`. Default: random. Set it together with a `token` from
   * `issueToken()`, so that the renewals belong to the same viewing. Read when playback starts.
   */
  declare playbackId: string | undefined;
  /** Default `auto`: hls if Media Source Extensions are available, then native, then iframe. `activeEngine` is the one in use. */
  declare engine: EngineKind | 'auto' | undefined;
  /** Options for hls.js. Read when playback starts. */
  declare hlsConfig: Partial<HlsConfig> | undefined;
  /** URL of the frame's SDK script. Default: the service's. The attribute needs `sdk-integrity` if another host serves the script. */
  declare sdkSrc: string | undefined;
  /** Seconds before expiry at which renewal starts. Default: a share of the lifetime. */
  declare renewBefore: number | undefined;
  /** The id is that of a live input. */
  declare live: boolean;
  /** Request low-latency HLS. The live input has to be set up for it. */
  declare lowLatency: boolean;
  /** Request the live stream from its start, so that the viewer can seek in it. */
  declare dvr: boolean;
  /** Seconds. Read when playback starts. */
  declare startTime: number | undefined;
  /**
   * The language (BCP 47) of the captions to show from the start, from the stream or from `<track>` children. Read when playback starts.
   */
  declare defaultTextTrack: string | undefined;
  /** A CSS colour. Only the iframe engine uses it. */
  declare primaryColor: string | undefined;
  /** A CSS colour. Only the iframe engine uses it. */
  declare letterboxColor: string | undefined;
  /** URL of a VAST tag. Only the iframe engine plays ads. */
  declare adUrl: string | undefined;
  /** Adds preview images for the seek bar, as a `metadata` track with the label `thumbnails`. Not for live streams. */
  declare storyboard: boolean;
  /**
   * Forbids playback without the watermark that the endpoint sends, and where it cannot be seen: picture-in-picture and remote playback. If the
   * watermark is removed repeatedly, playback ends with `revoked`. Read when playback starts.
   */
  declare requireWatermark: boolean;
  /**
   * Adds Common Media Client Data (CTA-5004) to the requests of playlists and segments, with a random session id and the video id as content id. Only the
   * hls engine does. Read when playback starts.
   */
  declare cmcd: boolean;
  /**
   * URL to which the player reports events of Common Media Client Data (CTA-5004-B): changes of the playback state and of the bitrate, errors, and its
   * state every 10 seconds. Without it, nothing is reported. Only the hls engine does. Read when playback starts.
   */
  declare qualityEndpoint: string | undefined;
  /**
   * URL of the site's progress endpoint, to which the player reports what the viewer has watched, with the headers and fields of `tokenRequest` and
   * the credentials of the token endpoint. `{videoId}` in it is replaced by the video id. Without it, nothing is reported. Read when playback starts.
   */
  declare progressEndpoint: string | undefined;
  /**
   * The share of the video, from 0 to 1, from which `watchcomplete` is dispatched. Default 0.95. This or `progress-endpoint` turns on
   * `watchprogress` and `watchcomplete`. Read when playback starts.
   */
  declare completionThreshold: number | undefined;
  /** The texts of the overlays. Default: the element's language if `addMessages()` registered it, else English. */
  declare messages: Messages | undefined;

  readonly #internals = this.attachInternals();
  readonly #shadowDom = createShadowDom(this);
  readonly #showOverlay = createOverlayLayer(this, this.#shadowDom.overlayContainer, clock, (error) =>
    this.#player.rejectPlays(error),
  );
  readonly #videoRenditions = createListProxy<VideoRenditionList>();
  readonly #audioTracks = createListProxy<AudioTrackList>();
  readonly #textTracks = createListProxy<TextTrackList>();
  readonly #player: PlaybackHost;
  #tokenEndpoint: string | undefined;

  constructor() {
    super();
    Object.assign(this, {
      live: false,
      lowLatency: false,
      dvr: false,
      storyboard: false,
      requireWatermark: false,
      cmcd: false,
    } satisfies SwitchDefaults);
    this.#player = this.createPlayer({
      ...this.#shadowDom,
      clock,
      dispatch: (event) => this.dispatchEvent(event),
      onChange: () => this.#reflectState(),
    });
    this.#followTextTracks();
    // Reads a property that was set before the element was upgraded too.
    this.#shadowDom.video.muted = this.defaultMuted;
  }

  get [PLAYBACK_HOST](): PlaybackHost {
    return this.#player;
  }

  /** The state of the player. Also as `:state(loading)`, `ready`, `renewing`, `ended` and `error`. */
  get state(): PlayerState['status'] {
    return this.#player.slot.state.status;
  }

  /** Why playback failed, or `null`. */
  get error(): StreamError | null {
    const { state } = this.#player.slot;
    return state.status === 'error' ? state.error : null;
  }

  /** The engine in use, or `null` before one is selected. */
  get activeEngine(): EngineKind | null {
    return this.#player.slot.engine?.kind ?? null;
  }

  /** The qualities to choose from. `selectedIndex` is -1 while the player chooses. Empty if the engine offers no choice. */
  get videoRenditions(): VideoRenditionList {
    return this.#videoRenditions.list;
  }

  /** The audio tracks. One of them is `enabled`. */
  get audioTracks(): AudioTrackList {
    return this.#audioTracks.list;
  }

  /**
   * As on `<video>`. The list object stays the same across engines. In the iframe engine it holds only the `<track>` children, because the
   * frame does not report its captions.
   */
  get textTracks(): TextTrackList {
    return this.#textTracks.list;
  }

  /** Milliseconds since 1970 by the viewer's clock. `NaN` if unknown. */
  get tokenExpiresAt(): number {
    return this.#player.slot.playback?.lease.session.expiresAt ?? NaN;
  }

  /**
   * The ranges of this video that were really played, without those that were sought over. `retry()` and a switch of the engine keep it. Without `progress-endpoint` and
   * `completion-threshold`, it is `played`.
   */
  get watchedRanges(): TimeRanges {
    return this.#player.watched?.toTimeRanges() ?? this.played;
  }

  /** The share of the video that was really played, from 0 to 1. 0 for a live stream, and without `progress-endpoint` and `completion-threshold`. */
  get completion(): number {
    return this.#player.watched?.completion ?? 0;
  }

  /** As on `<video>`. Also rejects with `NotSupportedError` if there is nothing to play. */
  play(): Promise<void> {
    this.#flushUpdate();
    // The update tells the developer why there is nothing to play.
    if (!this.currentSrc) this.requestUpdate();
    return this.#player.play();
  }

  /**
   * Applies pending attribute changes now. A call means the values that were set before it, and a click unlocks audio only synchronously.
   */
  #flushUpdate(): void {
    if (this.isConnected && this.isUpdatePending) this.performUpdate();
  }

  /** As on `<video>`. */
  get networkState(): number {
    const { networkState, readyState } = this.#player.media;
    // The inner `<video>` has no source while a token is requested, with `preload="none"`, and after a refusal. These states match
    // `NETWORK_IDLE`, `NETWORK_LOADING` and `NETWORK_NO_SOURCE`, which start at 1.
    return (!readyState && this.currentSrc && ['idle', 'loading', 'error'].indexOf(this.state) + 1) || networkState;
  }

  /** The URL of the manifest, with the video id in place of the token. Empty if there is nothing to play. */
  get currentSrc(): string {
    return this.#player.slot.publicUrl;
  }

  /**
   * `live`, `on-demand`, or `unknown` before anything is known (media-ui-extensions, proposal 0010). A live stream that has ended stays
   * `live`.
   */
  get streamType(): StreamType {
    return this.#player.slot.playback?.streamInfo?.streamType ?? 'unknown';
  }

  /** Seconds that a viewer can seek back in a live stream: 0, or `Infinity` with `dvr`. `NaN` for a video on demand. */
  get targetLiveWindow(): number {
    return this.#player.slot.playback?.streamInfo?.targetLiveWindow ?? NaN;
  }

  /** Position in seconds where the live edge begins. A viewer past it watches live. `NaN` for a video on demand. */
  get liveEdgeStart(): number {
    return this.#player.slot.playback?.streamInfo?.liveEdgeStart ?? NaN;
  }

  /** The same as `currentSrc`. `video-id` sets what to play; assigning a URL has no effect. */
  get src(): string {
    return this.currentSrc;
  }
  set src(_url: string) {}

  /** Always `null`. */
  get srcObject(): null {
    return null;
  }
  set srcObject(_object: unknown) {}

  /** As on `<video>`. `autoplay` does not start playback again afterwards. */
  pause(): void {
    this.#flushUpdate();
    this.#player.pause();
  }

  /** Requests a new token now, whatever the age of the current one. Rejects with a `StreamError`. */
  async refreshToken(): Promise<void> {
    this.#flushUpdate();
    await this.#player.slot.requireSession().refresh();
  }

  /** Returns the URL of an image of the video, signed with the current token. Rejects with a `StreamError` if there is no token. */
  async getThumbnailUrl(options?: ThumbnailUrlOptions): Promise<string> {
    const urls = await this.#loadUrls();
    return urls.buildThumbnailUrl(await urls.signLocation(this.#player.slot), options);
  }

  /** Returns the URL of the MP4, signed with the current token. Rejects with `not-downloadable` if the token does not allow downloads. */
  async getDownloadUrl(options?: DownloadUrlOptions): Promise<string> {
    const urls = await this.#loadUrls();
    return urls.buildDownloadUrl(await urls.signLocation(this.#player.slot), options);
  }

  #loadUrls() {
    this.#flushUpdate();
    return import('../images/urls.js');
  }

  /** Loads the video again from the start. */
  load(): void {
    this.#flushUpdate();
    this.#player.load();
  }

  /**
   * Loads the video again after an error, at the same position. With `{ takeover: true }` the viewer continues here after `viewing-limit` or
   * `displaced`, which ends another of their playbacks.
   */
  retry(options?: RetryOptions): void {
    this.#flushUpdate();
    this.#player.retry(options);
  }

  override connectedCallback(): void {
    adoptEarlyProperties(this);
    super.connectedCallback();
    this.#player.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An element that moves in the document is connected again before this microtask.
    queueMicrotask(() => {
      if (!this.isConnected) this.#player.disconnect();
    });
  }

  /**
   * Called when the element moves to another document, such as that of a pop-out window. Style sheets do not move along, and some browsers
   * stop playback.
   */
  adoptedCallback(): void {
    if (this.shadowRoot) applyStyles(this.shadowRoot);
    if (this.isConnected) this.#player.adopt();
  }

  /** `moveBefore()` calls this callback instead of the two above. Playback simply continues. */
  connectedMoveCallback(): void {}

  override attributeChangedCallback(name: string, previous: string | null, value: string | null): void {
    if (name !== 'token') {
      super.attributeChangedCallback(name, previous, value);
      this.requestUpdate(name, previous);
      // The parser sets the attributes of a new element one by one, before it connects the element.
      if (name === 'muted' && !this.isConnected) this.#shadowDom.video.muted = this.defaultMuted;
      return;
    }
    if (value === null) return;
    this.token = value;
    this.removeAttribute('token');
  }

  /** Tests override this method to create a player of their own. */
  protected createPlayer(host: PlaybackHostOptions): PlaybackHost {
    return new PlaybackHost(host);
  }

  protected override createRenderRoot(): ShadowRoot {
    // `focus()` focuses the browser's controls, as on `<video>`.
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open', delegatesFocus: true });
    setStyles(root, 'element', styles);
    root.append(...this.#shadowDom.nodes);
    return root;
  }

  protected override willUpdate(changed: PropertyValues): void {
    // Resolved once: the page's own URL may change later, by `pushState()`.
    if (changed.has('tokenEndpoint')) this.#tokenEndpoint = resolveEndpoint(this.tokenEndpoint);
    if (!this.hasUpdated || changed.size > 0)
      this.#player.configure({ ...readConfig(this), tokenEndpoint: this.#tokenEndpoint });
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('width') || changed.has('height')) setStyles(this.shadowRoot!, 'size', createSizeRule(this));
    const { state: status, error } = this;
    const hasSource = this.currentSrc !== '';
    // A lazy player that waits starts without a button.
    const canStart = hasSource && status === 'idle' && this.preload === 'none' && this.controls;
    this.#showOverlay({ status, error, hasSource, canStart });
  }

  #reflectState(): void {
    const tracks = this.#player.slot.engine?.tracks;
    this.#videoRenditions.setSource(tracks?.videoRenditions);
    this.#audioTracks.setSource(tracks?.audioTracks);
    this.#followTextTracks();
    const { states } = this.#internals;
    states.clear();
    states.add(this.state);
    this.requestUpdate();
  }

  #followTextTracks(): void {
    this.#textTracks.setSource(this.#player.media.textTracks ?? this.#shadowDom.video.textTracks);
  }

  static {
    reflectAttributes(this.prototype);
    delegateMediaMembers(this.prototype, (host) => host.#player.media);
  }
}

/** One clock for the page, so that its players can share sessions. */
const clock = createClock();
