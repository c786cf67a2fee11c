import { createClock } from '@secure-stream/session/core';
import { en } from '../locales/en/player.js';
import { loadCode } from '../playback/load-code.js';
import { adoptEarlyProperties } from '../stream/media-members.js';
import { createSizeRule } from '../stream/shadow-dom.js';
import { applyStyles, setStyles } from '../stream/shadow-styles.js';
import type { SecureStreamPlayerEventMap, StreamEventTarget } from '../events/event-map.js';
import { resolveLanguage } from '../stream/overlay/language.js';
import { SecureStreamElement } from '../stream/secure-stream.js';
import { createFeatures } from './features/features.js';
import { FEATURE_ATTRIBUTES, reflectFeatures, type PlayerProperties, type ResumeStore } from './features/properties.js';
import { forwardChildren, forwardEvents, forwardMembers, type StreamMembers } from './forward.js';
import { createMediaController, type PlayerController } from './media-controller.js';
import { playerStyles, streamStyles } from './styles.js';
import { loadPlayerTexts } from './texts.js';

// `forwardMembers` and `reflectFeatures` add these members to the prototype below.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface SecureStreamPlayerElement extends StreamMembers, PlayerProperties {
  addEventListener: StreamEventTarget<SecureStreamPlayerEventMap>['addEventListener'];
  removeEventListener: StreamEventTarget<SecureStreamPlayerEventMap>['removeEventListener'];
}

/**
 * Attributes that apply to the player as a whole. It always has its controls, and never the
 * browser's.
 */
const OWN_ATTRIBUTES = ['controls', 'width', 'height'];

const clock = createClock();

/** The parts of `<secure-stream>` that a page can style at the player. */
const STREAM_PARTS =
  'media,overlay,loading,waiting,ended,offline,access-denied,viewing-limit,error,icon,spinner,message,retry,start,play';

// A server can import the class, as it can that of `<secure-stream>`.
const BaseElement = globalThis.HTMLElement ?? Object;

/**
 * A finished player: `<secure-stream>` with the controls of media-chrome. It has the attributes, members, events, overlay slots and states of
 * `<secure-stream>`. Its controls and the storyboard are always on.
 *
 * @tagname secure-stream-player
 * @attr {'' | 'ask'} resume - Continues where this viewer stopped. With `ask`, the viewer decides. Not for live streams.
 * @attr {boolean} time-fragment - Follows links to a time of the video: `#t=90`, `#t=1:30` or `#t=90,120` in the URL of the page. Not for live streams.
 * @attr {number} loop-start - Seconds. With `loop`, where playback starts again. Default: 0. Not for live streams.
 * @attr {number} loop-end - Seconds. With `loop`, where playback goes back. Default: the end of the video. Not for live streams.
 * @attr {string} next-video-id - The uid of the video to play when this one has ended. Empty afterwards. `loop` wins. Not for live streams.
 * @attr {string} next-video-title - The title of the next video, which is shown in the last seconds of this one.
 * @attr {boolean} no-remember - Neither remembers nor restores the viewer's volume, speed, captions, audio and audio description.
 * @attr {boolean} no-character-keys - Turns off the keys that are letters, digits or punctuation (WCAG 2.1.4). The space bar and the arrow keys stay.
 * @attr {string} audio-description - The label of the audio track with audio description. Default: the first whose label says so, such as “English (audio description)”.
 * @attr {string} video-title - The title above the picture, and for the media controls of the system, which then control the player.
 * @attr {string} video-artist - The artist for the media controls of the system. Needs `video-title`.
 *
 * @slot skin - Replaces the controls by any elements of media-chrome.
 * @csspart controller - The `<media-controller>`.
 * @csspart stream - The `<secure-stream>`.
 * @csspart controls - The bar with the controls.
 * @csspart title - The title above the picture.
 * @csspart control - Every control of the bar.
 * @csspart center-button - The play button over the picture.
 * @csspart time-range - The seek bar.
 * @csspart play-button - The play button of the bar.
 * @csspart mute-button - The mute button.
 * @csspart volume-range - The volume slider.
 * @csspart live-button - The button that seeks to the live edge.
 * @csspart time-display - The position and the duration.
 * @csspart captions-button - The button of the captions menu.
 * @csspart description-button - The button that turns audio description on and off.
 * @csspart settings-button - The button of the settings menu.
 * @csspart airplay-button - The AirPlay button.
 * @csspart pip-button - The picture-in-picture button.
 * @csspart fullscreen-button - The full screen button.
 * @csspart menu - A menu.
 * @csspart dialog - The list of keys, and the appearance of captions.
 * @csspart resume - The question where to continue.
 * @csspart next - The offer of the next video.
 *
 * @cssprop [--secure-stream-color=#fff] - The colour of icons and text over the picture.
 * @cssprop [--secure-stream-accent=#62b0ff] - The colour of progress, focus and what is selected.
 * @cssprop [--secure-stream-surface] - The background of menus and dialogs. Default: by `color-scheme`, which is `dark` if the page does not set it.
 * @cssprop [--secure-stream-on-surface] - The colour of text on menus and dialogs.
 * @cssprop [--secure-stream-scrim=rgb(0 0 0 / 78%)] - The darkest colour of the gradient behind the controls.
 * @cssprop [--secure-stream-radius=0.5rem] - The corner radius.
 * @cssprop [--secure-stream-space=0.75rem] - The distance between the edge and the controls.
 * @cssprop [--secure-stream-font-family=system-ui, sans-serif] - The font of the controls.
 * @cssprop [--secure-stream-control-size] - The height of a control. Default: by the width of the player.
 */
export class SecureStreamPlayerElement extends BaseElement {
  static get observedAttributes(): string[] {
    return [...SecureStreamElement.observedAttributes, ...FEATURE_ATTRIBUTES];
  }

  readonly #internals = this.attachInternals();
  // The class of the tag, which another copy of the scripts may have registered.
  readonly #stream = document.createElement('secure-stream');
  readonly #updateFeatures = createFeatures(this);
  readonly #pageLanguage = new MutationObserver(() => void this.#translate());
  #controller: PlayerController | undefined;
  #resumeStore: ResumeStore | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    setStyles(root, 'player', playerStyles);
    Object.assign(this.#stream, { slot: 'media', storyboard: true });
    this.#stream.setAttribute('part', 'stream');
    this.#stream.setAttribute('exportparts', STREAM_PARTS);
    // Before the page's handlers, which may read `:state()`.
    this.#stream.addEventListener('statechange', () => this.#reflectState());
    forwardEvents(this.#stream, this);
    forwardChildren(this, this.#stream);
  }

  /**
   * Where `resume` stores positions. Default: the storage of the browser. Set it before the video
   * loads.
   */
  get resumeStore(): ResumeStore | undefined {
    return this.#resumeStore;
  }
  set resumeStore(store: ResumeStore | undefined) {
    this.#resumeStore = store;
  }

  attributeChangedCallback(name: string, _previous: string | null, value: string | null): void {
    if (name === 'video-title') this.#controller?.setTitle(value ?? '');
    if (FEATURE_ATTRIBUTES.includes(name)) this.#updateFeatures();
    else if (OWN_ATTRIBUTES.includes(name)) setStyles(this.shadowRoot!, 'size', createSizeRule(this));
    else if (value === null) this.#stream.removeAttribute(name);
    else this.#stream.setAttribute(name, value);
    // A token does not stay in the document.
    if (name === 'token' && value !== null) this.removeAttribute(name);
    if (name === 'lang' && this.#controller) void this.#translate();
  }

  connectedCallback(): void {
    adoptEarlyProperties(this);
    this.#updateFeatures();
    // Not in the constructor: `<secure-stream>` reads some attributes only before it is connected.
    if (!this.#controller) {
      this.#controller = createMediaController(this.#stream);
      this.#controller.setTitle(this.videoTitle);
      this.shadowRoot!.append(this.#controller.element);
      setStyles(this.#stream.shadowRoot!, 'player', streamStyles);
    }
    this.#pageLanguage.observe(this.ownerDocument.documentElement, { attributeFilter: ['lang'] });
    void this.#translate();
  }

  disconnectedCallback(): void {
    this.#pageLanguage.disconnect();
    // An element that moves in the document is connected again before this microtask.
    queueMicrotask(() => this.#updateFeatures());
  }

  adoptedCallback(): void {
    for (const { shadowRoot } of [this, this.#stream]) if (shadowRoot) applyStyles(shadowRoot);
  }

  /** Another ancestor may have another `lang`. */
  connectedMoveCallback(): void {
    void this.#translate();
  }

  async #translate(): Promise<void> {
    const lang = resolveLanguage(this);
    const isEnded = () => !this.isConnected || resolveLanguage(this) !== lang;
    // English until the texts can be loaded.
    const drawEnglish = () => void this.#controller?.drawControls(en);
    const texts = await loadCode(() => loadPlayerTexts(lang), clock, isEnded, drawEnglish);
    // Once connected again, it is translated again.
    if (!this.isConnected) return;
    if (!texts || isEnded()) return this.#translate();
    // An overlay may have been drawn before its texts had loaded.
    this.#stream.requestUpdate();
    await this.#controller?.drawControls(texts);
  }

  #reflectState(): void {
    const { state } = this.#stream;
    const { states } = this.#internals;
    states.clear();
    states.add(state);
    this.#controller?.setState(state);
  }

  static {
    forwardMembers(this.prototype, (host) => host.#stream);
    reflectFeatures(this.prototype);
  }
}
