import { awaitBroadcast } from './broadcast.js';
import { showCaptions } from './captions.js';
import type { Companion, Journey } from './journey.js';
import { keepPace } from './pace.js';
import { keepPoster } from './poster.js';
import { keepStoryboard } from './storyboard.js';
import { keepStream } from './stream.js';

export type { Companion, Journey } from './journey.js';

/** All that rides along with a source: fetched behind the engine, because nothing of it is needed before. */
export function accompany(journey: Journey): Companion {
  const companions = [keepPace, keepStream, keepPoster, keepStoryboard, showCaptions, awaitBroadcast].map((keep) =>
    keep(journey),
  );
  const look = () => companions.forEach((companion) => companion());
  look();
  return look;
}
