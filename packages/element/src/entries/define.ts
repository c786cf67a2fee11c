import { SecureStreamElement as OwnElement } from '../stream/secure-stream.js';

if (!customElements.get('secure-stream')) customElements.define('secure-stream', OwnElement);

/** The class of the tag. Another copy of this module may have registered its own. */
export const SecureStreamElement = customElements.get('secure-stream') as typeof OwnElement;
export type SecureStreamElement = OwnElement;

declare global {
  interface HTMLElementTagNameMap {
    'secure-stream': SecureStreamElement;
  }
}
