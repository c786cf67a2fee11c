import type { PlaybackHost } from '../../playback/playback-host.js';
import type { SecureStreamElement } from '../../stream/secure-stream.js';
import { setStyles } from '../../stream/shadow-styles.js';
import { HAVE_CURRENT_DATA } from '../../media/media-port.js';
import type { FeaturePlayer } from './properties.js';

/** Plays the next video of a player in its `<secure-stream>`. */
export function playNext(
  player: FeaturePlayer,
  stream: SecureStreamElement,
  inner: PlaybackHost,
  videoId: string,
): void {
  coverStart(player, stream);
  // First, or the features would take the new source for the old video.
  player.videoId = videoId;
  inner.playNext(videoId);
  if (player.nextVideoTitle) player.videoTitle &&= player.nextVideoTitle;
  player.nextVideoTitle = null;
  player.nextVideoId = null;
}

/** Shows the last frame, and no overlay, until there is a frame again or playback has failed. */
function coverStart(player: FeaturePlayer, stream: SecureStreamElement): void {
  setStyles(player.shadowRoot!, 'next-start', STYLES);
  const controller = stream.parentElement!;
  const frame = drawFrame(stream);
  const starting = new AbortController();
  const { signal } = starting;
  controller.dataset['starting'] = '';
  if (frame) stream.after(frame);
  signal.addEventListener('abort', () => {
    delete controller.dataset['starting'];
    frame?.remove();
  });
  const end = () => starting.abort();
  // At `loadeddata` the frame is known, but not yet shown. The frame of the service is another
  // document.
  const onLoaded = () => {
    const video = findVideo(stream);
    if (video?.requestVideoFrameCallback) video.requestVideoFrameCallback(end);
    else end();
  };
  player.addEventListener('loadeddata', onLoaded, { signal });
  player.addEventListener('statechange', () => player.state === 'error' && end(), { signal });
}

/** Returns the `<video>` whose picture is shown, if there is one. */
const findVideo = (stream: SecureStreamElement) =>
  [...stream.shadowRoot!.querySelectorAll('video')].find(
    (video) =>
      video.readyState >= HAVE_CURRENT_DATA &&
      video.videoWidth > 0 &&
      video.checkVisibility({ visibilityProperty: true }),
  );

function drawFrame(stream: SecureStreamElement): HTMLCanvasElement | null {
  // A copy of the picture would have no watermark.
  if (stream.requireWatermark) return null;
  const video = findVideo(stream);
  if (!video) return null;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { className: 'last-frame', width: video.videoWidth, height: video.videoHeight });
  canvas.ariaHidden = 'true';
  canvas.setAttribute('noautohide', '');
  try {
    canvas.getContext('2d')!.drawImage(video, 0, 0, canvas.width, canvas.height);
  } catch {
    return null;
  }
  return canvas;
}

const STYLES = /* css */ `
  .last-frame {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    object-fit: contain;
    pointer-events: none;
  }
  media-controller[data-starting] secure-stream::part(loading) {
    display: none;
  }
  media-controller[data-starting][data-state='loading'] media-loading-indicator {
    display: inline-block;
  }
`;
