import { SecureStreamElement } from '../stream/secure-stream.js';

if (!customElements.get('secure-stream')) customElements.define('secure-stream', SecureStreamElement);

export { SecureStreamElement };

declare global {
  interface HTMLElementTagNameMap {
    'secure-stream': SecureStreamElement;
  }
}
