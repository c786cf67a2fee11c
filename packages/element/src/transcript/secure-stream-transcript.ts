import { LitElement, nothing, type PropertyDeclarations } from 'lit';
import { applyStyles, setStyles } from '../stream/shadow-styles.js';
import { type TranscriptCue, findMatches, formatTranscript, placeHeadings } from './cues.js';
import type { TranscriptMedia } from './media.js';
import { TranscriptModel } from './model.js';
import { transcriptStyles } from './styles.js';
import { renderTranscript, type TranscriptHandlers } from './template.js';

/**
 * The captions of a video as a text: it follows playback, a click seeks, and it can be searched. It shows captions in the language that the
 * viewer sees, and changes nothing in the player but the position.
 *
 * @tagname secure-stream-transcript
 * @attr {string} lang - The language of the texts. Default: that of the nearest ancestor with `lang`.
 *
 * @csspart transcript - The whole.
 * @csspart search - The search field.
 * @csspart status - What the search has found, or why there is no transcript.
 * @csspart download - The button that saves the lines.
 * @csspart list - The lines.
 * @csspart heading - The title of a chapter, above its first line.
 * @csspart cue - A line: a button.
 * @csspart current - The line at the position of playback. It is also a `cue`.
 * @csspart time - The time of a line.
 * @csspart text - The text of a line.
 * @csspart follow - The button that leads back to the position of playback.
 *
 * @cssprop [--secure-stream-surface] - The background. Default: by `color-scheme`.
 * @cssprop [--secure-stream-on-surface] - The colour of text. Default: by `color-scheme`.
 * @cssprop [--secure-stream-accent] - The colour of the current line and of focus. Default: by `color-scheme`.
 * @cssprop [--secure-stream-radius=0.5rem] - The corner radius.
 * @cssprop [--secure-stream-space=0.5rem] - The space around the lines.
 * @cssprop [--secure-stream-font-family=system-ui, sans-serif] - The font.
 */
export class SecureStreamTranscriptElement extends LitElement {
  static override properties = {
    htmlFor: { attribute: 'for' },
    srclang: {},
    download: {},
    media: { attribute: false },
  } as const satisfies PropertyDeclarations;

  /** The id of the player, in the same document or shadow tree. */
  declare htmlFor: string | undefined;
  /**
   * The language (BCP 47) of the captions. Default: the captions that the viewer sees, else those
   * in the language of the page.
   */
  declare srclang: string | undefined;
  /**
   * Shows a button that saves the lines as a text file, as on `<a>`: the name of the file, or empty for the word “Transcript” in the language
   * of the texts. Default: no button.
   */
  declare download: string | undefined;
  /** The player, instead of its id. Any `<video>` will do. */
  declare media: TranscriptMedia | undefined;

  readonly #model = new TranscriptModel(this);
  /** The cues that are drawn. */
  #cues: readonly TranscriptCue[] = [];
  #query = '';
  #matches: ReturnType<typeof findMatches> = new Map();
  #selectedMatch: TranscriptCue | undefined;
  #tabStop: TranscriptCue | undefined;
  #isFollowing = true;
  /** The cue that was scrolled to. */
  #scrolledTo: TranscriptCue | undefined;

  connectedMoveCallback(): void {}

  /** Style sheets do not move to another document with the element. */
  adoptedCallback(): void {
    if (this.shadowRoot) applyStyles(this.shadowRoot);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    setStyles(root as ShadowRoot, 'transcript', transcriptStyles);
    return root;
  }

  protected override willUpdate(): void {
    this.#model.update();
    const { cues } = this.#model;
    this.#matches = findMatches(cues, this.#query);
    if (this.#selectedMatch && this.#matches.has(this.#selectedMatch)) return;
    [this.#selectedMatch] = this.#matches.keys();
    if (this.#selectedMatch) this.#tabStop = this.#selectedMatch;
  }

  protected override update(changed: Map<PropertyKey, unknown>): void {
    const draw = () => super.update(changed);
    const list = this.#list;
    if (list && this.#cues !== this.#model.cues) keepScrollPosition(list, draw);
    else draw();
    this.#cues = this.#model.cues;
  }

  protected override updated(): void {
    const target = this.#isFollowing ? this.#model.current : this.#selectedMatch;
    const list = this.#list;
    if (!list) this.#scrolledTo = undefined;
    if (!list || !target || target === this.#scrolledTo) return;
    const isNear = this.#isFollowing && this.#scrolledTo !== undefined;
    this.#scrolledTo = target;
    centerItem(list, this.#itemOf(target)!, isNear ? 'smooth' : 'instant');
  }

  protected override render(): unknown {
    const { texts, cues, chapters, current, status, language } = this.#model;
    if (!texts) return nothing;
    return renderTranscript(
      {
        texts,
        status,
        cues,
        headings: placeHeadings(cues, chapters),
        canDownload: typeof this.download === 'string',
        language,
        current,
        tabStop: [this.#tabStop, current].find((cue) => cue && cues.includes(cue)) ?? cues[0],
        query: this.#query,
        matches: this.#matches,
        selectedMatch: this.#selectedMatch,
        isFollowing: this.#isFollowing,
      },
      this.#handlers,
    );
  }

  readonly #handlers: TranscriptHandlers = {
    onSearch: (event) => this.#search((event.target as HTMLInputElement).value),
    onSearchKey: (event) => {
      if (event.key === 'Enter' && !event.isComposing) this.#selectMatch(event.shiftKey ? -1 : 1);
      if (event.key !== 'Escape' || !this.#query) return;
      event.preventDefault();
      this.#search('');
    },
    onListKey: (event) => {
      const { cues } = this.#model;
      const index = this.#indexOf(event.target);
      const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: cues.length - 1 }[event.key];
      if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      if (cues[next]) this.#focusCue(cues[next]);
    },
    onFocus: ({ target }) => {
      if (!(target as Element).matches(':focus-visible')) return;
      this.#pause(this.#model.cues[this.#indexOf(target)]);
    },
    onScroll: ({ type, target, currentTarget }) => {
      // A press on the list itself is one on its scroll bar.
      const { scrollHeight, clientHeight } = this.#list!;
      if (scrollHeight > clientHeight && (type !== 'pointerdown' || target === currentTarget)) this.#pause();
    },
    onSelect: (cue, { detail }) => {
      this.#model.seek(cue);
      this.#tabStop = cue;
      // The keyboard sends clicks without a count. Its focus stays in view.
      if (detail > 0 && !this.#query) this.#follow();
    },
    onDownload: () => {
      const { cues, chapters, texts } = this.#model;
      saveText(formatTranscript(cues, placeHeadings(cues, chapters)), this.download || `${texts!.transcript}.txt`);
    },
    onFollow: () => {
      this.#focusCue(this.#model.current!);
      this.#follow();
    },
  };

  get #list(): HTMLElement | null {
    return this.renderRoot.querySelector('ol');
  }

  /** The index of the line that contains a node. */
  #indexOf(node: EventTarget | null): number {
    return [...this.#list!.children].indexOf((node as Element).closest('li')!);
  }

  #itemOf(cue: TranscriptCue): HTMLElement | undefined {
    return this.#list?.children[this.#cues.indexOf(cue)] as HTMLElement | undefined;
  }

  #search(query: string): void {
    this.#query = query;
    this.#scrolledTo = undefined;
    this.#selectedMatch = undefined;
    this.#isFollowing = !query.trim();
    this.requestUpdate();
  }

  #selectMatch(step: number): void {
    const all = [...this.#matches.keys()];
    const index = all.findIndex((cue) => cue === this.#selectedMatch) + step;
    this.#selectedMatch = all.at(index % all.length);
    this.#pause(this.#selectedMatch);
  }

  #focusCue(cue: TranscriptCue): void {
    const item = this.#itemOf(cue);
    if (!item) return;
    this.#pause(cue);
    item.querySelector('button')!.focus({ preventScroll: true });
    revealItem(this.#list!, item);
  }

  /** Stops following playback, because the viewer looks at another place. */
  #pause(tabStop = this.#tabStop): void {
    this.#tabStop = tabStop;
    this.#isFollowing = false;
    this.requestUpdate();
  }

  #follow(): void {
    this.#tabStop = this.#scrolledTo = undefined;
    this.#isFollowing = true;
    this.requestUpdate();
  }
}

function saveText(text: string, name: string): void {
  // A `blob:` URL would have to live until the browser has read it, and no event tells when.
  const href = `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;
  Object.assign(document.createElement('a'), { href, download: name }).click();
}

// Not `scrollIntoView()`, which scrolls the page too.

/** Scrolls a list so that an item is in its middle. */
function centerItem(list: HTMLElement, item: HTMLElement, behavior: ScrollBehavior): void {
  const isReduced = list.ownerDocument.defaultView?.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const top = item.offsetTop - (list.clientHeight - item.offsetHeight) / 2;
  list.scrollTo({ top, behavior: isReduced ? 'instant' : behavior });
}

/** Scrolls a list no further than an item needs to be in view. */
function revealItem(list: HTMLElement, { offsetTop, offsetHeight }: HTMLElement): void {
  list.scrollTop = Math.min(offsetTop, Math.max(list.scrollTop, offsetTop + offsetHeight - list.clientHeight));
}

/** Keeps the visible items of a list in place while others are added above. */
function keepScrollPosition(list: HTMLElement, change: () => void): void {
  const items = [...list.children] as HTMLElement[];
  const anchor = items.find(({ offsetTop, offsetHeight }) => offsetTop + offsetHeight > list.scrollTop);
  const before = anchor?.offsetTop;
  change();
  if (anchor && before !== undefined && anchor.offsetTop !== before) list.scrollTop += anchor.offsetTop - before;
}
