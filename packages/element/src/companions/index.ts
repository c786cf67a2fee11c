import { awaitBroadcast } from './broadcast.js';
import type { Companion, Journey } from './journey.js';
import { keepPoster } from './poster.js';
import { keepStoryboard } from './storyboard.js';

export type { Companion, Journey } from './journey.js';

/** All that rides along with a source: fetched beside the engine, because nothing of it is needed before. */
export function accompany(journey: Journey): Companion {
  const companions = [keepPoster(journey), keepStoryboard(journey), awaitBroadcast(journey)];
  const look = () => companions.forEach((companion) => companion());
  look();
  return look;
}
