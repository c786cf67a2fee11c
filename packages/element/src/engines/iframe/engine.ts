import type { EngineFactory } from '../engine.js';
import { HandoverEngine } from '../handover/engine.js';
import { FramePlayerPair } from './player-pair.js';

/** Plays in the service's own player, in an `<iframe>`. */
export const createIframeEngine: EngineFactory = (options) =>
  new HandoverEngine('iframe', options, new FramePlayerPair(options));
