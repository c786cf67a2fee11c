import { executeServerCommand, sendMouse, setViewport } from '@web/test-runner-commands';
import { browserName } from './test-except.js';
import { nextFrames, waitUntil } from '@secure-stream/test-server/wait';

/** Makes space for the controls. WebKit's driver cannot resize a page, and its window is large enough. */
export async function enlargeViewport(): Promise<void> {
  if (browserName !== 'webkit') await setViewport({ width: 900, height: 600 });
  await executeServerCommand('activate-page');
}

/** Finds the first visible element that matches, through all shadow roots. */
export function findVisible(root: ParentNode, selector: string): HTMLElement | undefined {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.matches(selector) && element.checkVisibility({ visibilityProperty: true })) return element;
    const found = element.shadowRoot && findVisible(element.shadowRoot, selector);
    if (found) return found;
  }
  return undefined;
}

/** An element with what contains it, through all shadow roots. */
function composedPath(from: Node | null): readonly Node[] {
  const path: Node[] = [];
  for (let node = from; node; node = composedParent(node)) path.push(node);
  return path;
}

const composedParent = (node: Node): Node | null =>
  node instanceof ShadowRoot ? node.host : (node instanceof Element && node.assignedSlot) || node.parentNode;

/** Returns the topmost element at a point. */
function topmostAt([x, y]: readonly [number, number]): Element | null {
  let top: Element | null = null;
  for (let root: Document | ShadowRoot | null = document; root; root = top?.shadowRoot ?? null) {
    const inner: Element | null = root.elementFromPoint(x, y);
    if (!inner || inner === top) break;
    top = inner;
  }
  return top;
}

const isInViewport = ([x, y]: readonly [number, number]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;

/** Whether something around an element opens or closes. A menu takes the focus at the end of its transition. */
const isInTransition = (element: Element) =>
  composedPath(composedParent(element)).some(
    (node) => node instanceof Element && node.getAnimations().some((animation) => animation instanceof CSSTransition),
  );

/** Clicks an element when it is visible, topmost, and does not move, also under the pointer. */
export async function click(root: ParentNode, selector: string, fraction = 0.5): Promise<void> {
  await sendMouse({ type: 'move', position: [300, 200] });
  let position: [number, number] = [0, 0];
  const isReady = async () => {
    const element = findVisible(root, selector);
    const { left, top, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
    if (!element || width === 0 || height === 0) return false;
    position = [Math.round(left + width * fraction), Math.round(top + height / 2)];
    // A submenu comes in from the side. Firefox refuses to move the pointer outside the viewport.
    if (!isInViewport(position)) return false;
    await sendMouse({ type: 'move', position });
    // An overlay that opens or closes under the pointer, such as the volume slider, begins to move with the next frame.
    await nextFrames(2);
    const latest = element.getBoundingClientRect();
    const isStill = latest.left === left && latest.top === top && latest.width === width && latest.height === height;
    return isStill && !isInTransition(element) && composedPath(topmostAt(position)).includes(element);
  };
  await waitUntil(isReady, `${selector} to be visible, topmost and still`);
  await sendMouse({ type: 'click', position });
}
