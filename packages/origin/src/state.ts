import type { Viewer } from './access/access-rules.js';
import type { KeyRing } from './access/keys.js';
import type { SegmentSigner, SegmentAccess } from './access/segment-signer.js';
import type { OriginClock } from './clock.js';
import type { ImageRenderer } from './delivery/images/render-image.js';
import type { Videos, NewVideo } from './library/videos.js';
import type { Audience } from './live/audience.js';
import type { LiveInputs, NewLiveInput } from './live/live-inputs.js';
import type { RequestLog } from './request-log.js';
import type { AccessPolicy } from './access/access-decision.js';
import type { Refusal, RefusalReason } from './access/refusals.js';
import type { ApiOptions } from './api/credentials.js';

/** What an origin holds. The next request sees every change. */
export interface OriginState {
  readonly clock: OriginClock;
  readonly keys: KeyRing;
  readonly videos: Videos;
  readonly liveInputs: LiveInputs;
  readonly audience: Audience;
  readonly segmentSigner: SegmentSigner;
  readonly requests: RequestLog;
  /** Renders thumbnails. */
  readonly images: ImageRenderer;
  /** Where the viewer is, unless the request says otherwise. Can be changed during playback. */
  viewer: Viewer;
  readonly options: OriginOptions;
}

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

/** What happens to position, rate, captions and playback when a page sets `src`. The service's behaviour is unknown. */
export type SourceChange = 'restart' | 'resume';

export interface FrameOptions {
  /** Default `restart`: all of them are lost, as in a `<video>`. */
  readonly sourceChange?: SourceChange;
}
