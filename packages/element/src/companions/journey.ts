import type { Clock } from '../clock.js';
import type { EngineSource, MediaPort } from '../engine/engine.js';
import type { PlayerState } from '../player/state.js';

/** One source being played, as those see it who ride along. */
export interface Journey {
  readonly source: EngineSource;
  readonly clock: Clock;
  /** Ends all that was started for it. */
  readonly signal: AbortSignal;
  readonly media: MediaPort;
  readonly state: PlayerState;
  readonly wishes: { readonly signedPoster: boolean; readonly storyboard: boolean };
  /** The token of the moment, if one lives. Asks for none. */
  readonly token: string | null;
  liveToken(signal: AbortSignal): Promise<string>;
  retry(): void;
}

/** Looks whether there is something to do. Called whenever anything may have changed, so often that it has to be cheap. */
export type Companion = () => void;
