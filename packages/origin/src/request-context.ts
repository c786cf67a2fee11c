import type { VerifiedToken } from './access/tokens.js';
import type { Content } from './delivery/content.js';
import type { Video } from './library/videos.js';
import type { LiveInput } from './live/live-inputs.js';
import type { Route } from './routes.js';
import type { OriginState } from './state.js';

/** A request whose route is known and, if it names a video, whose access is granted. */
export interface RequestContext<R extends Route = Route> {
  readonly request: Request;
  readonly url: URL;
  /** URL of the origin, without a trailing slash. Contains the path prefix if the origin is mounted below one. */
  readonly baseUrl: string;
  readonly route: R;
  /** The requested video, or the current broadcast of a live input. `null` for an idle input, and for the API and the scripts. */
  readonly video: Video | null;
  /** The live input, if its uid or a token for it was in the URL. */
  readonly liveInput: LiveInput | null;
  /** The token in the URL; `null` if a uid was there. */
  readonly token: VerifiedToken | null;
}

/** Answers requests of one kind; `null` means not found. CORS, `Date`, ranges, faults and the log belong to the exchange. */
export type RouteHandler<R extends Route = Route> = (
  context: RequestContext<R>,
  origin: OriginState,
) => Response | Content | null | Promise<Response | Content | null>;
