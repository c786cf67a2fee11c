import type { EngineFactory } from './engine.js';
import { HandOverEngine } from './handover-engine.js';
import { VideoDecks } from './native-decks.js';

/** Plays HLS with the browser's own player: what an iPhone before iOS 17.1 has, and nothing else. */
export const createNativeEngine: EngineFactory = (host) => new HandOverEngine('native', host, new VideoDecks(host));
