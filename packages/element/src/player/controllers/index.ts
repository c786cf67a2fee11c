import { waitForLive } from './live-waiting.js';
import { showCaptions } from './captions.js';
import type { PlaybackController, PlaybackContext } from './controller.js';
import { scheduleRenewal } from './renewal-schedule.js';
import { updatePoster } from './poster.js';
import { updateStoryboardTrack } from './storyboard.js';
import { updateStreamType } from './stream-type.js';

export type { PlaybackController, PlaybackContext, PlayerAccess } from './controller.js';

/** Starts all controllers of a playback. Loaded after the engine: none of them is needed earlier. */
export function startControllers(context: PlaybackContext): PlaybackController {
  const controllers = [
    scheduleRenewal,
    updateStreamType,
    updatePoster,
    updateStoryboardTrack,
    showCaptions,
    waitForLive,
  ].map((start) => start(context));
  const update = () => controllers.forEach((controller) => controller());
  update();
  return update;
}
