/** Keeps the picture where the watermark is: no picture-in-picture, no remote playback, and no full screen that shows only the `<video>`. */
export function keepInline(container: HTMLElement, signal: AbortSignal): void {
  const observer = new MutationObserver(restrict);
  observer.observe(container, { childList: true, subtree: true, attributes: true, attributeFilter: ATTRIBUTES });
  signal.addEventListener('abort', () => observer.disconnect());
  // The events of a `<video>` do not bubble.
  for (const [name, leave] of Object.entries(EXITS))
    container.addEventListener(name, ({ target }) => leave(target as AppleVideo), { capture: true, signal });
  restrict();

  function restrict(): void {
    for (const video of container.querySelectorAll('video')) {
      if (!video.disablePictureInPicture) video.disablePictureInPicture = true;
      if (!video.disableRemotePlayback) video.disableRemotePlayback = true;
      if (!video.playsInline) video.playsInline = true;
    }
    observer.takeRecords();
  }
}

const ATTRIBUTES = ['disablepictureinpicture', 'disableremoteplayback', 'playsinline'];

/** Safari's own members (Apple, "Delivering video content for Safari"). */
interface AppleVideo extends HTMLVideoElement {
  webkitExitFullscreen?(): void;
}

const EXITS: Readonly<Record<string, (video: AppleVideo) => void>> = {
  enterpictureinpicture: ({ ownerDocument }) => void ownerDocument.exitPictureInPicture().catch(() => undefined),
  webkitbeginfullscreen: (video) => video.webkitExitFullscreen?.(),
};
