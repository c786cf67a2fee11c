import type { EngineSettings } from '../engines/engine.js';

/**
 * Gives a `<video>` the attributes of the host. `muted` sets what the video starts with, as the attribute does on the platform:
 * it is looked at when it changes, and the viewer's own choice stays.
 */
export function applyVideoSettings(video: HTMLVideoElement, settings: EngineSettings, previous?: EngineSettings): void {
  video.autoplay = settings.autoplay;
  video.controls = settings.controls;
  video.loop = settings.loop;
  video.playsInline = settings.playsinline;
  video.preload = settings.preload;
  video.crossOrigin = settings.crossorigin;
  video.disablePictureInPicture = settings.disablePictureInPicture ?? false;
  // hls.js switches it on for a managed media source, which does not open without.
  if (Boolean(settings.disableRemotePlayback) !== Boolean(previous?.disableRemotePlayback))
    video.disableRemotePlayback = Boolean(settings.disableRemotePlayback);
  // A signed picture may be there, which nobody named.
  if (settings.poster) video.poster = settings.poster;
  else if (previous?.poster) video.removeAttribute('poster');
  video.defaultMuted = settings.muted;
  if (!previous && settings.muted) video.muted = true;
}
