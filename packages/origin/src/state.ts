import type { Viewer } from './access/access-rules.js';
import type { KeyRing } from './access/keys.js';
import type { SegmentSigner } from './access/segment-signer.js';
import type { OriginClock } from './clock.js';
import type { ImageRenderer } from './delivery/images/image-renderer.js';
import type { Videos } from './library/videos.js';
import type { Audience } from './live/audience.js';
import type { LiveInputs } from './live/live-inputs.js';
import type { OriginOptions } from './options.js';
import type { RequestLog } from './request-log.js';

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
