/** The attributes of the element that a `<video>` has too. */
export interface VideoSettings {
  readonly autoplay: boolean;
  readonly controls: boolean;
  readonly loop: boolean;
  readonly muted: boolean;
  readonly playsinline: boolean;
  readonly preload: 'none' | 'metadata' | 'auto';
  readonly poster: string | undefined;
  readonly crossorigin: string | null;
  readonly disablePictureInPicture?: boolean | undefined;
  readonly disableRemotePlayback?: boolean | undefined;
}

/**
 * Applies the host's attributes to a `<video>`. `muted` applies only when it changes, as the attribute does on the platform, so the
 * viewer's own choice is kept.
 */
export function applyVideoSettings(video: HTMLVideoElement, settings: VideoSettings, previous?: VideoSettings): void {
  video.autoplay = settings.autoplay;
  video.controls = settings.controls;
  video.loop = settings.loop;
  video.playsInline = settings.playsinline;
  video.preload = settings.preload;
  video.crossOrigin = settings.crossorigin;
  video.disablePictureInPicture = settings.disablePictureInPicture ?? false;
  // hls.js sets `disableRemotePlayback` for a managed media source, which does not open without it.
  if (Boolean(settings.disableRemotePlayback) !== Boolean(previous?.disableRemotePlayback))
    video.disableRemotePlayback = Boolean(settings.disableRemotePlayback);
  // A signed poster may be set, which is not in the settings.
  if (settings.poster) video.poster = settings.poster;
  else if (previous?.poster) video.removeAttribute('poster');
  video.defaultMuted = settings.muted;
  if (!previous && settings.muted) video.muted = true;
}
