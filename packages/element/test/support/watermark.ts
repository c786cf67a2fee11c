import type { SecureStreamElement } from '@secure-stream/element';
import { waitUntil } from '@secure-stream/test-server/wait';

/** The closed shadow trees of watermarks, which only a script that was there first can see, in the order of their creation. */
const trees: ShadowRoot[] = [];
const { attachShadow } = Element.prototype;

/** Collects closed shadow trees from now on. Returns a function that ends it. */
export function captureWatermarks(): () => void {
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    if (init.mode === 'closed') trees.push(root);
    return root;
  };
  return () => void (Element.prototype.attachShadow = attachShadow);
}

export const findContainer = (element: SecureStreamElement) =>
  element.shadowRoot!.querySelector<HTMLElement>('[part=media]')!;

export const listLayers = (element: SecureStreamElement): HTMLElement[] =>
  trees.map(({ host }) => host as HTMLElement).filter(({ parentNode }) => parentNode === findContainer(element));

/** Waits until there is one watermark, and it is not `previous`. */
export async function findLayer(element: SecureStreamElement, previous?: HTMLElement): Promise<HTMLElement> {
  await waitUntil(() => listLayers(element).length === 1 && listLayers(element)[0] !== previous, 'one watermark');
  return listLayers(element)[0]!;
}

export const labelOf = (layer: HTMLElement): HTMLElement =>
  trees.find(({ host }) => host === layer)!.querySelector('span')!;
