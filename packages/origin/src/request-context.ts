import type { LiveInput } from './live/live-inputs.js';
import type { Origin } from './origin.js';
import type { Route } from './routes.js';
import type { VerifiedToken } from './access/tokens.js';
import type { Video } from './library/videos.js';

/** A request that has been read, and, when it is about a video, allowed. */
export interface Asked<R extends Route = Route> {
  readonly request: Request;
  readonly url: URL;
  /** Where the origin is, without a slash at the end. */
  readonly base: string;
  readonly route: R;
  /** What it is about; for a live input its broadcast. `null` for an idle input, and for what is not about one video: the API, the SDK. */
  readonly video: Video | null;
  /** The live input, when it was asked for by its uid or by a token for it. */
  readonly input: LiveInput | null;
  /** The token that was shown; `null` when the uid was. */
  readonly token: VerifiedToken | null;
}

/** Answers what it knows to answer, and `null` to the rest. CORS, `Date`, ranges, faults and the log are not its business. */
export type Room = (asked: Asked, origin: Origin) => Response | null | Promise<Response | null>;
