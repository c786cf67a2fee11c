import { awaitBroadcast } from './broadcast.js';
import type { Companion, Journey } from './journey.js';
import { keepPoster } from './poster.js';
import { keepStoryboard } from './storyboard.js';
import { keepStream } from './stream.js';

export type { Companion, Journey } from './journey.js';

/** All that rides along with a source: fetched beside the engine, because nothing of it is needed before. */
export function accompany(journey: Journey): Companion {
  const companions = [keepStream, keepPoster, keepStoryboard, awaitBroadcast].map((keep) => keep(journey));
  const look = () => companions.forEach((companion) => companion());
  look();
  return look;
}
