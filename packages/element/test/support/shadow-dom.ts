import { executeServerCommand, sendMouse, setViewport } from '@web/test-runner-commands';
import { browserName } from './test-except.js';
import { waitUntil, waitUntilStable } from '@secure-stream/test-server/wait';

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

/** Whether an element or a descendant of it is topmost at a point. */
function isTopmostAt([x, y]: readonly [number, number], wanted: Element | undefined): boolean {
  let top: Element | null = null;
  for (let root: Document | ShadowRoot | null = document; root; root = top?.shadowRoot ?? null) {
    const inner: Element | null = root.elementFromPoint(x, y);
    if (!inner || inner === top) break;
    top = inner;
  }
  for (let at: Node | null = top; at; at = composedParent(at)) if (at === wanted) return true;
  return false;
}

const composedParent = (node: Node): Node | null =>
  node instanceof ShadowRoot ? node.host : (node instanceof Element && node.assignedSlot) || node.parentNode;

/** Clicks an element when it is visible, topmost, and does not move. */
export async function click(root: ParentNode, selector: string, fraction = 0.5): Promise<void> {
  await sendMouse({ type: 'move', position: [300, 200] });
  const readBox = () => {
    const box = findVisible(root, selector)?.getBoundingClientRect();
    return box?.width && box.height ? JSON.stringify(box) : '';
  };
  await waitUntil(() => readBox() !== '', `${selector} to be visible`);
  await waitUntilStable(readBox, 5);
  const { left, top, width, height } = JSON.parse(readBox()) as DOMRect;
  const position: [number, number] = [Math.round(left + width * fraction), Math.round(top + height / 2)];
  await sendMouse({ type: 'move', position });
  // Waits until an overlay that opens under the pointer, such as a volume slider, is closed.
  const isTopmost = () => isTopmostAt(position, findVisible(root, selector));
  await waitUntil(async () => isTopmost() && (await waitUntilStable(isTopmost, 30)), `${selector} to be on top`);
  await sendMouse({ type: 'click', position });
}
