import { WEBKIT_MEDIA_EVENTS } from '@secure-stream/protocol';
import { copyMediaEvent } from './media-events.js';

/** Picture-in-picture, full screen and AirPlay. They start with a source, and may end after it. */
const PRESENTATION_EVENTS = ['enterpictureinpicture', 'leavepictureinpicture', ...WEBKIT_MEDIA_EVENTS] as const;

const forwarded = new WeakSet<HTMLVideoElement>();

/** Forwards the presentation events of a `<video>` while no engine does, for instance when a load ends picture-in-picture. */
export function forwardPresentationEvents(
  video: HTMLVideoElement,
  hasEngine: () => boolean,
  dispatch: (event: Event) => void,
): void {
  if (forwarded.has(video)) return;
  forwarded.add(video);
  for (const name of PRESENTATION_EVENTS)
    video.addEventListener(name, (event) => {
      if (!hasEngine()) dispatch(copyMediaEvent(name, event));
    });
}
