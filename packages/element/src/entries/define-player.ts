import './define.js';
import { SecureStreamPlayerElement } from '../player/secure-stream-player.js';

if (!customElements.get('secure-stream-player'))
  customElements.define('secure-stream-player', SecureStreamPlayerElement);

export { SecureStreamPlayerElement };
export { NextVideoEvent } from '../events/player-events.js';
export type { SecureStreamPlayerEventMap } from '../events/event-map.js';
export type { PlayerProperties, ResumeStore } from '../player/features/properties.js';

declare global {
  interface HTMLElementTagNameMap {
    'secure-stream-player': SecureStreamPlayerElement;
  }
}
