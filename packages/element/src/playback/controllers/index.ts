import { waitForLive } from './live-waiting.js';
import { applyControlsList } from './controls-list.js';
import type { PlaybackContext, PlaybackUpdate } from './controller.js';
import { scheduleRenewal } from './renewal-schedule.js';
import { updatePoster } from './poster.js';
import { updateStoryboardTrack } from './storyboard.js';
import { updateStreamType } from './stream-type.js';
import { releaseViewing } from './viewing.js';
import { endWithWindow } from './window-close.js';
import { showWatermark } from './watermark.js';

export type { PlaybackContext, PlaybackUpdate, PlayerAccess } from './controller.js';
export { loadWatermark } from './watermark.js';

/** Starts all controllers of a playback. Returns a function that runs them again. */
export function startControllers(context: PlaybackContext, apply: (update: PlaybackUpdate) => void): () => void {
  const controllers = [
    // First: no failure of another controller may leave the picture without it.
    showWatermark,
    scheduleRenewal,
    updateStreamType,
    updatePoster,
    updateStoryboardTrack,
    applyControlsList,
    waitForLive,
    releaseViewing,
    endWithWindow,
  ].map((start) => start(context));
  const update = () => {
    for (const controller of controllers) apply(controller() ?? {});
  };
  update();
  return update;
}
