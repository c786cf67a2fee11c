import type { AccessPolicy } from './access/access-decision.js';
import type { Viewer } from './access/access-rules.js';
import type { Refusal, RefusalReason } from './access/refusals.js';
import type { SegmentAccess } from './access/segment-signer.js';
import type { ApiOptions } from './api/api-options.js';
import type { FrameOptions } from './embed/frame-options.js';
import type { NewVideo } from './library/videos.js';
import type { NewLiveInput } from './live/live-inputs.js';

export interface OriginOptions extends Partial<AccessPolicy>, Partial<SegmentAccess> {
  /** Default: the demo video under `DEMO_VIDEO_ID`, protected, with a download. */
  readonly videos?: readonly NewVideo[];
  /** Default: one under `LIVE_INPUT_ID`, protected and idle. It broadcasts the first of the videos in a loop. */
  readonly liveInputs?: readonly NewLiveInput[];
  /** Segments that a live playlist lists without DVR. The service's number is unknown. Default 15, which is 30 s. */
  readonly liveWindow?: number;
  /** Signing keys that exist from the start: JWKs in base64, as the service and `keys.create()` return them. */
  readonly keys?: readonly string[];
  /** The viewer, if the request has no `CF-Connecting-IP` and `CF-IPCountry`. Default: 203.0.113.7 in GB. */
  readonly viewer?: Viewer;
  /** Status and body of refusals that should differ from the defaults. */
  readonly refusals?: Partial<Record<RefusalReason, Partial<Refusal>>>;
  /** How the embedded player behaves where the service's behaviour is unknown. */
  readonly frame?: FrameOptions;
  /** Who may call the API, and how often. */
  readonly api?: ApiOptions;
  /** Seed of the random choices that faults make. Default 1. */
  readonly seed?: number;
  /** Milliseconds since 1970. Default: the system's clock. */
  readonly now?: () => number;
  /** Default: a timer. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}
