import { SecureStreamElement as OwnElement } from '../stream/secure-stream.js';

const registered = customElements.get('secure-stream');
if (!registered) customElements.define('secure-stream', OwnElement);

/** The class of the tag. Another copy of this module may have registered its own. */
export const SecureStreamElement = (registered ?? OwnElement) as typeof OwnElement;
export type SecureStreamElement = OwnElement;

declare global {
  interface HTMLElementTagNameMap {
    'secure-stream': SecureStreamElement;
  }
}
