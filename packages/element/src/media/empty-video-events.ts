import type { ForwardedEventName } from './media-events.js';

/** The events of a `<video>` that has no source, or loses it. A shorter list than that of the engines, which load later. */
const EMPTY_VIDEO_EVENTS = [
  'abort',
  'emptied',
  'pause',
  'play',
  'ratechange',
  'timeupdate',
  'volumechange',
  'waiting',
] as const satisfies readonly ForwardedEventName[];

/** Forwards the events of a `<video>` that no engine plays. `media-events.ts` has those that need a source first. */
export function forwardEmptyVideoEvents(video: HTMLVideoElement, emit: (name: ForwardedEventName) => void): void {
  for (const name of EMPTY_VIDEO_EVENTS) video.addEventListener(name, () => emit(name));
}
