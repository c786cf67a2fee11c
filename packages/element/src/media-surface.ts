/** What `<secure-stream>` has in common with `<video>`: the members that are passed on to whatever plays. */
export const MEDIA_GETTERS = [
  'buffered',
  'duration',
  'ended',
  'networkState',
  'paused',
  'played',
  'readyState',
  'seekable',
  'seeking',
  'textTracks',
  'videoHeight',
  'videoWidth',
] as const satisfies readonly (keyof HTMLVideoElement)[];

export const MEDIA_PROPERTIES = [
  'currentTime',
  'defaultPlaybackRate',
  'disablePictureInPicture',
  'muted',
  'playbackRate',
  'preservesPitch',
  'volume',
] as const satisfies readonly (keyof HTMLVideoElement)[];

export const MEDIA_METHODS = [
  'addTextTrack',
  'canPlayType',
  'fastSeek',
  'getVideoPlaybackQuality',
  'pause',
  'requestPictureInPicture',
] as const satisfies readonly (keyof HTMLVideoElement)[];

type Getter = (typeof MEDIA_GETTERS)[number];
type Property = (typeof MEDIA_PROPERTIES)[number];
type Method = (typeof MEDIA_METHODS)[number];

export type MediaSurface = Readonly<Pick<HTMLVideoElement, Getter>> & Pick<HTMLVideoElement, Property | Method>;

/** Gives a class the members above, each of which asks `media` at the moment of the call. */
export function delegateMedia<Host extends MediaSurface>(
  prototype: Host,
  mediaOf: (host: Host) => HTMLVideoElement,
): void {
  const define = (name: string, descriptor: PropertyDescriptor & ThisType<Host>) =>
    Object.defineProperty(prototype, name, { configurable: true, enumerable: true, ...descriptor });

  for (const name of MEDIA_GETTERS)
    define(name, {
      get() {
        return mediaOf(this)[name];
      },
    });
  for (const name of MEDIA_PROPERTIES)
    define(name, {
      get() {
        return mediaOf(this)[name];
      },
      set(value: never) {
        mediaOf(this)[name] = value;
      },
    });
  for (const name of MEDIA_METHODS)
    define(name, {
      value(...args: never[]) {
        const media = mediaOf(this);
        return (media[name] as (...args: never[]) => unknown).apply(media, args);
      },
      writable: true,
    });
}

/** A property that was set before the class was there hides the accessor. Takes it away and sets it again. */
export function adoptEarlyProperties(host: object): void {
  for (const name of MEDIA_PROPERTIES) {
    if (!Object.hasOwn(host, name)) continue;
    const value: unknown = Reflect.get(host, name);
    Reflect.deleteProperty(host, name);
    Reflect.set(host, name, value);
  }
}
