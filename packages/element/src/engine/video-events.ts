import { MEDIA_EVENTS, type MediaEventName } from '@secure-stream/protocol';

/** Announces what a `<video>` announces, until `signal` is aborted; for ever without one. */
export function forwardMediaEvents(
  video: HTMLVideoElement,
  emit: (event: MediaEventName) => void,
  signal?: AbortSignal,
): void {
  for (const name of MEDIA_EVENTS) video.addEventListener(name, () => emit(name), signal && { signal });
}
