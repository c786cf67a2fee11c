import type { Clock } from '@secure-stream/session/core';
import { nextPlace, type Place, labelStyles, layerStyles, type Styles } from './styles.js';

export interface WatermarkOptions {
  /** The container of the picture. */
  readonly container: HTMLElement;
  readonly text: string;
  readonly clock: Clock;
  readonly random?: () => number;
  /** Removes the watermark when it is aborted. */
  readonly signal: AbortSignal;
  /** The watermark was removed, hidden or changed from outside. It is put back. */
  onTamper(): void;
}

export interface WatermarkLayer {
  setText(text: string): void;
  remove(): void;
}

/** How long the text stays at one place. */
const MOVE_MS = 10_000;
/** A script that removes the watermark whenever it returns would otherwise block the page. */
const RESTORE_MS = 100;

/**
 * Draws a text over the picture. It is the last node in the media container, in a closed shadow tree. Its styles are inline and important: no
 * style sheet of the page and no animation overrides them, and a strict Content Security Policy allows them.
 */
export function createWatermarkLayer(options: WatermarkOptions): WatermarkLayer {
  const { container, clock, onTamper, random = Math.random } = options;
  const root = container.getRootNode() as ShadowRoot;
  let { text } = options;
  let place: Place = nextPlace(null, random);
  let nodes = createNodes();
  let isRestoring = false;
  const lifetime = new AbortController();
  const { signal } = lifetime;
  const observer = new MutationObserver(check);

  options.signal.addEventListener('abort', () => lifetime.abort(), { signal });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    nodes.layer.remove();
  });
  // The event reaches the host from every document that the element is moved to.
  root.host.addEventListener('fullscreenchange', () => change(updateLayer), { signal });
  show();
  scheduleMove();

  return {
    setText(next) {
      if (next === text) return;
      text = next;
      change(applyText);
    },
    remove: () => lifetime.abort(),
  };

  function show(): void {
    observer.disconnect();
    container.append(nodes.layer);
    applyText();
    updateLayer();
    observer.observe(container, { childList: true, subtree: true, attributes: true, attributeFilter: ['popover'] });
    observer.observe(nodes.layer, { attributes: true });
    observer.observe(nodes.tree, { childList: true, subtree: true, attributes: true, characterData: true });
    nodes.layer.addEventListener('toggle', checkTopLayer, { signal });
    // A script of the page may have replaced `append()`.
    if (nodes.layer.parentNode !== container) restore();
  }

  function applyText(): void {
    const view = container.ownerDocument.defaultView;
    const prefersReducedMotion = view?.matchMedia('(prefers-reduced-motion: reduce)').matches ?? false;
    nodes.label.textContent = text;
    setStyles(nodes.label, labelStyles(place, prefersReducedMotion));
  }

  function updateLayer(): void {
    const { layer } = nodes;
    const isInside = isFullscreenInside();
    setStyles(layer, layerStyles(isInside ? 'fixed' : 'absolute'));
    // What entered the top layer last is above the rest, so the layer enters it again.
    layer.popover = null;
    if (!isInside || !('showPopover' in layer)) return;
    layer.popover = 'manual';
    layer.showPopover();
  }

  /** Whether the `<video>` or frame is full screen by itself. The player's own full screen contains the watermark. */
  function isFullscreenInside(): boolean {
    return Boolean(root.fullscreenElement);
  }

  function scheduleMove(): void {
    after(MOVE_MS, () => {
      place = nextPlace(place, random);
      change(applyText);
      scheduleMove();
    });
  }

  /** Changes the nodes without taking it for tampering. */
  function change(apply: () => void): void {
    check(observer.takeRecords());
    apply();
    observer.takeRecords();
  }

  function check(records: readonly MutationRecord[]): void {
    if (isRestoring) return;
    const followers = [...container.children].slice([...container.children].indexOf(nodes.layer) + 1);
    const isMoved = nodes.layer.parentNode !== container;
    if (isMoved || records.some(isOfWatermark) || followers.some((node) => !node.matches('video, iframe'))) restore();
    // An engine has added a player, for example for a hand-over.
    else if (followers.length > 0) show();
  }

  /** Whether the record is about the watermark itself, or about a node that a popover would lift above it. */
  function isOfWatermark({ target, type }: MutationRecord): boolean {
    return type !== 'childList' || (target !== container && !container.contains(target));
  }

  /** A script can close the popover without changing a node. */
  function checkTopLayer({ target }: Event): void {
    if (target === nodes.layer && !isRestoring && isFullscreenInside() && !nodes.layer.matches(':popover-open'))
      restore();
  }

  function restore(): void {
    isRestoring = true;
    after(RESTORE_MS, () => {
      isRestoring = false;
      nodes.layer.remove();
      nodes = createNodes();
      for (const node of container.querySelectorAll('[popover]')) node.removeAttribute('popover');
      show();
    });
    onTamper();
  }

  function after(milliseconds: number, callback: () => void): void {
    const cancel = clock.at(clock.now() + milliseconds, () => {
      signal.removeEventListener('abort', cancel);
      callback();
    });
    signal.addEventListener('abort', cancel);
  }

  function createNodes() {
    const document = container.ownerDocument;
    const layer = document.createElement('div');
    layer.setAttribute('aria-hidden', 'true');
    const tree = layer.attachShadow({ mode: 'closed' });
    const label = document.createElement('span');
    label.dir = 'auto';
    tree.append(label);
    return { layer, tree, label };
  }
}

function setStyles({ style }: HTMLElement, styles: Styles): void {
  for (const [name, value] of Object.entries(styles)) style.setProperty(name, value, 'important');
}
