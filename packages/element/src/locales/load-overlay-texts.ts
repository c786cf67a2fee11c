import { loadTexts, OVERLAY_TEXTS } from './languages.js';
import type { Messages } from './messages.js';

/**
 * A module of its own, because `secure-stream.bundle.js` contains all that an `import()` in it may
 * need, and no texts of controls.
 */
export const loadOverlayTexts = (tag: string): Promise<Messages | undefined> => loadTexts(OVERLAY_TEXTS, tag);
