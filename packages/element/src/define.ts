import { SecureStreamElement } from './secure-stream.js';

// A server registers nothing. Asking for the attributes gives the class its accessors, by which React tells properties.
if (!globalThis.customElements) void SecureStreamElement.observedAttributes;
else if (!customElements.get('secure-stream')) customElements.define('secure-stream', SecureStreamElement);

export { SecureStreamElement };

declare global {
  interface HTMLElementTagNameMap {
    'secure-stream': SecureStreamElement;
  }
}
