import type { Clock } from '@secure-stream/session/core';
import type { Capabilities, EngineLoaders } from '../engines/select.js';

/** What the player needs of the element. */
export interface PlaybackHostOptions {
  /** The engine puts its nodes here. */
  readonly mediaContainer: HTMLElement;
  /** The `<video>` of the element, inside `mediaContainer`: the page reads and sets its members before there is an engine. */
  readonly video: HTMLVideoElement;
  readonly clock: Clock;
  readonly engines?: EngineLoaders;
  readonly capabilities?: () => Capabilities;
  /** Dispatches an event on the element; returns `false` when the page cancelled it. */
  dispatch(event: Event): boolean;
  /** `state`, `activeEngine` or `media` changed. Called before the event that announces it. */
  onChange(): void;
}
