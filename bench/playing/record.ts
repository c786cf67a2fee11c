type Player = Pick<HTMLVideoElement, 'getVideoPlaybackQuality'>;

declare global {
  interface Window {
    readonly playback: {
      /** Frames that were decoded. */
      readonly frames: number;
      /** Tasks of more than 50 ms (Long Tasks API): their durations in milliseconds. */
      readonly longTasks: readonly number[];
    };
  }
}

/** A fixed rendition and a short buffer, so that both players load the same, evenly. */
export const CONFIG = {
  maxBufferLength: 12,
  maxMaxBufferLength: 12,
  backBufferLength: 12,
  startLevel: 1,
  testBandwidth: false,
};

/** Adds a player to the page, and records its playback. */
export function record(player: Player & HTMLElement): void {
  const longTasks: number[] = [];
  const observer = new PerformanceObserver((list) =>
    longTasks.push(...list.getEntries().map(({ duration }) => duration)),
  );
  observer.observe({ type: 'longtask', buffered: true });
  player.style.width = '640px';
  document.body.append(player);
  Object.defineProperty(window, 'playback', {
    get: () => ({ frames: player.getVideoPlaybackQuality().totalVideoFrames, longTasks }),
  });
}
