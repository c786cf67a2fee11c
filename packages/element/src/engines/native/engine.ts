import type { EngineFactory } from '../engine.js';
import { HandoverEngine } from '../handover/engine.js';
import { VideoPlayerPair } from './player-pair.js';

/** Plays HLS with the browser's built-in player. An iPhone before iOS 17.1 has no other way. */
export const createNativeEngine: EngineFactory = (options) =>
  new HandoverEngine('native', options, new VideoPlayerPair(options));
