import type { Origin } from '../origin.js';
import type { Video } from '../library/videos.js';
import { ApiError } from './envelope.js';
import { Body } from './body.js';

/** One call, let in: what its handler needs. */
export interface Call {
  readonly origin: Origin;
  /** Where the origin is, without a slash at the end. */
  readonly base: string;
  readonly query: URLSearchParams;
  /** What stood in the variable segments of the path. */
  readonly names: readonly string[];
  /** What was sent. An empty one counts as `{}`, which `/token` and others need. */
  body(): Promise<Body>;
}

export type Handler = (call: Call) => Response | Promise<Response>;

/** The video that the path names. */
export function videoOf({ origin, names: [uid = ''] }: Call): Video {
  const video = origin.videos.get(uid);
  if (!video) throw new ApiError('not-found', 'There is no such video.');
  return video;
}
