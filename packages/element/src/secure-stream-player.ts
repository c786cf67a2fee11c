import { adoptEarlyProperties } from './element/media-members.js';
import { createSizeRule } from './element/shadow-dom.js';
import { applyStyles, setStyles } from './element/shadow-styles.js';
import type { StreamEventTarget } from './events/event-map.js';
import { resolveLanguage } from './overlay/language.js';
import { SecureStreamElement } from './secure-stream.js';
import { forwardChildren } from './skin/children.js';
import { forwardEvents } from './skin/events.js';
import { forwardMembers, type StreamMembers } from './skin/members.js';
import { createSkin, type Skin } from './skin/skin.js';
import { playerStyles, streamStyles } from './skin/styles.js';
import { loadWords } from './skin/words.js';

// `forwardMembers` adds the members of `<secure-stream>` to the prototype below.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface SecureStreamPlayerElement extends StreamMembers {
  addEventListener: StreamEventTarget['addEventListener'];
  removeEventListener: StreamEventTarget['removeEventListener'];
}

/** Attributes that apply to the player as a whole. It always has its controls, and never the browser's. */
const OWN_ATTRIBUTES = ['controls', 'width', 'height'];

// A server can import the class, as it can that of `<secure-stream>`.
const BaseElement = globalThis.HTMLElement ?? Object;

/**
 * A finished player: `<secure-stream>` with the controls of media-chrome. It has the attributes, members, events, overlay slots and states of
 * `<secure-stream>`. Its controls and the storyboard are always on.
 *
 * @tagname secure-stream-player
 * @slot skin - Replaces the controls by any elements of media-chrome.
 * @csspart controller - The `<media-controller>`.
 * @csspart stream - The `<secure-stream>`.
 * @csspart controls - The bar with the controls.
 *
 * @cssprop [--secure-stream-color=#fff] - The colour of icons and text over the picture.
 * @cssprop [--secure-stream-accent=#62b0ff] - The colour of progress, focus and what is selected.
 * @cssprop [--secure-stream-surface] - The background of menus and dialogs. Default: by `color-scheme`, which is `dark` if the page does not set it.
 * @cssprop [--secure-stream-on-surface] - The colour of text on menus and dialogs.
 * @cssprop [--secure-stream-scrim=rgb(0 0 0 / 78%)] - The darkest colour of the gradient behind the controls.
 * @cssprop [--secure-stream-radius=0.5rem] - The corner radius.
 * @cssprop [--secure-stream-space=0.5rem] - The distance between the edge and the controls.
 * @cssprop [--secure-stream-font-family=system-ui, sans-serif] - The font of the controls.
 * @cssprop [--secure-stream-control-size] - The height of a control. Default: by the width of the player.
 */
export class SecureStreamPlayerElement extends BaseElement {
  static get observedAttributes(): string[] {
    return SecureStreamElement.observedAttributes;
  }

  readonly #internals = this.attachInternals();
  readonly #stream = new SecureStreamElement();
  #skin: Skin | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    setStyles(root, 'player', playerStyles);
    Object.assign(this.#stream, { slot: 'media', storyboard: true });
    this.#stream.setAttribute('part', 'stream');
    forwardEvents(this.#stream, this);
    forwardChildren(this, this.#stream);
    this.#stream.addEventListener('statechange', () => this.#reflectState());
    adoptEarlyProperties(this);
  }

  attributeChangedCallback(name: string, _previous: string | null, value: string | null): void {
    if (OWN_ATTRIBUTES.includes(name)) setStyles(this.shadowRoot!, 'size', createSizeRule(this));
    else if (value === null) this.#stream.removeAttribute(name);
    else this.#stream.setAttribute(name, value);
    // A token does not stay in the document.
    if (name === 'token' && value !== null) this.removeAttribute(name);
    if (name === 'lang' && this.#skin) void this.#translate();
  }

  connectedCallback(): void {
    if (this.#skin) return;
    // Not in the constructor: `<secure-stream>` reads some attributes only before it is connected.
    this.#skin = createSkin(this.#stream);
    this.shadowRoot!.append(...this.#skin.nodes);
    setStyles(this.#stream.shadowRoot!, 'player', streamStyles);
    void this.#translate();
  }

  adoptedCallback(): void {
    applyStyles(this.shadowRoot!);
  }

  connectedMoveCallback(): void {}

  async #translate(): Promise<void> {
    const lang = resolveLanguage(this);
    const words = await loadWords(lang);
    if (resolveLanguage(this) !== lang) return;
    // An overlay may have been drawn before its texts had loaded.
    this.#stream.requestUpdate();
    await this.#skin?.drawControls(words);
  }

  #reflectState(): void {
    const { state } = this.#stream;
    const { states } = this.#internals;
    states.clear();
    states.add(state);
    this.#skin?.setState(state);
  }

  static {
    forwardMembers(this.prototype, (host) => host.#stream);
  }
}
