import { SecureStreamPlayerElement } from './define-player.js';

/** The module for a script tag with the player. It is that of `<secure-stream>`, and registers the player's tag beside it. */
export * from './cdn.js';
export { SecureStreamPlayerElement };
