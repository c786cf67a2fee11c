/** The attributes of the element that a `<video>` has too, by the name of the property. */
export interface VideoSettings {
  readonly autoplay: boolean;
  readonly controls: boolean;
  readonly loop: boolean;
  readonly defaultMuted: boolean;
  readonly playsInline: boolean;
  readonly preload: 'none' | 'metadata' | 'auto';
  readonly poster: string | undefined;
  readonly crossOrigin: string | null;
  readonly disablePictureInPicture?: boolean | undefined;
  readonly disableRemotePlayback?: boolean | undefined;
}

/** Settings that a `<video>` always takes over. */
const COPIED = [
  'autoplay',
  'controls',
  'defaultMuted',
  'disablePictureInPicture',
  'loop',
  'playsInline',
  'preload',
  'crossOrigin',
] as const satisfies readonly (keyof VideoSettings)[];

/** Applies the host's attributes to a `<video>`. The attribute `muted` sets only the initial state: see `secure-stream.ts`. */
export function applyVideoSettings(
  video: HTMLVideoElement,
  settings: VideoSettings,
  previous?: VideoSettings | null,
): void {
  for (const name of COPIED) Reflect.set(video, name, settings[name]);
  // hls.js sets `disableRemotePlayback` for a managed media source, which does not open without it.
  if (settings.disableRemotePlayback !== previous?.disableRemotePlayback)
    video.disableRemotePlayback = settings.disableRemotePlayback ?? false;
  // A signed poster may be set, which is not in the settings.
  if (settings.poster) video.poster = settings.poster;
  else if (previous?.poster) video.removeAttribute('poster');
}
