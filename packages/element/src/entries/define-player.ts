import { SecureStreamElement } from './define.js';
import { isCompatible } from '../player/forward.js';
import { SecureStreamPlayerElement as OwnElement } from '../player/secure-stream-player.js';

const registered = customElements.get('secure-stream-player');
if (!registered)
  if (isCompatible(SecureStreamElement)) customElements.define('secure-stream-player', OwnElement);
  else
    // oxlint-disable-next-line no-console -- the tag would stay empty without a reason
    console.error(
      '<secure-stream-player>: another version has registered <secure-stream>. Load both from one version. ' +
        'See https://github.com/secure-stream/secure-stream/blob/main/docs/guides/troubleshooting.md#two-versions.',
    );

/** The class of the tag. Another copy of this module may have registered its own. */
export const SecureStreamPlayerElement = (registered ?? OwnElement) as typeof OwnElement;
export type SecureStreamPlayerElement = OwnElement;
export { NextVideoEvent } from '../events/player-events.js';
export type { SecureStreamPlayerEventMap } from '../events/event-map.js';
export type { PlayerProperties, ResumeStore } from '../player/features/properties.js';

declare global {
  interface HTMLElementTagNameMap {
    'secure-stream-player': SecureStreamPlayerElement;
  }
}
