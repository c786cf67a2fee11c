import type { EngineFactory } from './engine.js';
import { HandOverEngine } from './handover-engine.js';
import { FrameDecks } from './iframe-decks.js';

/** Plays in the service's own player, in a frame. */
export const createIframeEngine: EngineFactory = (host) => new HandOverEngine('iframe', host, new FrameDecks(host));
