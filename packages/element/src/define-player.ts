import './define.js';
import { SecureStreamPlayerElement } from './secure-stream-player.js';

if (!customElements.get('secure-stream-player'))
  customElements.define('secure-stream-player', SecureStreamPlayerElement);

export { SecureStreamPlayerElement };

declare global {
  interface HTMLElementTagNameMap {
    'secure-stream-player': SecureStreamPlayerElement;
  }
}
