/**
 * What the frame and the page say to each other. The service calls this private and unstable, and documents none of it: the names come from
 * public files that speak it (stream-facts §4.3). How `play()` learns its outcome is unknown there, so `playSettled` is ours.
 */
export type FromFrame =
  /** Once for each document: the frame listens from now on. */
  | Message<'iframeReady'>
  | Message<'event', { readonly eventName: string }>
  | Message<'propertyChange', { readonly property: string; readonly value: unknown }>
  | Message<'bufferedTimeRangesUpdate', { readonly timeRanges: readonly TimeRange[] }>
  | Message<'playSettled', { readonly promiseId: number; readonly error: PlayError | null }>;

export type ToFrame =
  | Message<'setProperty', { readonly property: string; readonly value: unknown }>
  | Message<'playCommand', { readonly promiseId: number }>
  | Message<'pauseCommand'>;

/** Seconds. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

/** Why `play()` was refused: what a `DOMException` says, which cannot itself be posted everywhere. */
export interface PlayError {
  readonly name: string;
  readonly message: string;
}

type Message<Type extends string, Content = unknown> = Content & { readonly __privateUnstableMessageType: Type };

export type FrameMessage = FromFrame | ToFrame;

/** Whether something that arrived is a message at all. What is in it, the reader checks. */
export const isMessage = (value: unknown): value is FrameMessage =>
  typeof value === 'object' && value !== null && '__privateUnstableMessageType' in value;
