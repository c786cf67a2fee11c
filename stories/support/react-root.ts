import type { ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';

/** Renders a React node while it is connected. */
export class ReactRoot extends HTMLElement {
  #root: Root | undefined;
  #node: ReactNode;

  set node(node: ReactNode) {
    this.#node = node;
    this.#root?.render(node);
  }

  connectedCallback(): void {
    this.#root = createRoot(this);
    this.#root.render(this.#node);
  }

  disconnectedCallback(): void {
    this.#root?.unmount();
  }
}

customElements.define('react-root', ReactRoot);
