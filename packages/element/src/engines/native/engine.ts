import type { EngineFactory } from '../engine.js';
import { HandoverEngine } from '../handover/engine.js';
import { VideoPlayerPair } from './player-pair.js';

/** Plays HLS with the browser's built-in player, where a page wants it (`engine="native"`) or a browser has no Media Source Extensions. */
export const createNativeEngine: EngineFactory = (options) =>
  new HandoverEngine('native', options, new VideoPlayerPair(options));
