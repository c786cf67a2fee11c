declare global {
  interface Window {
    /** Milliseconds from the navigation to the first frame on the screen. */
    firstFrame?: number;
  }
}

export function watchFirstFrame(video: HTMLVideoElement): void {
  video.requestVideoFrameCallback((now) => (window.firstFrame = now));
}
