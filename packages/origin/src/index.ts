export type { AccessPolicy } from './access/access-decision.js';
export type { Viewer } from './access/access-rules.js';
export type { CreatedKey, KeyRing, KeySummary } from './access/keys.js';
export { REASON_HEADER, type Refusal, type RefusalReason, refusals } from './access/refusals.js';
export type { SegmentAccess } from './access/segment-signer.js';
export type { ApiOptions, Permission, RateLimit } from './api/credentials.js';
export type { OriginClock } from './clock.js';
export type { RequestSource } from './exchange.js';
export {
  act,
  corrupt,
  cut,
  delay,
  deny,
  drop,
  fail,
  type Fault,
  type FaultPlan,
  Faults,
  type FaultTarget,
  hang,
  throttle,
} from './faults/faults.js';
export { DEMO_VIDEO_ID, demoVideo, demoVideoFiles, type ReadFile } from './library/demo-video.js';
export type { ByteSource } from './library/media/byte-source.js';
export { type LanguageFile, Media, type MediaFiles } from './library/media/media.js';
export type { NewVideo, Video, Videos, VideoSettings } from './library/videos.js';
export type {
  LiveInput,
  LiveInputChange,
  LiveInputs,
  LiveState,
  NewLiveInput,
  RecordingSettings,
} from './live/live-inputs.js';
export { createOrigin, demoLiveInput, LIVE_INPUT_ID, type Origin } from './origin.js';
export type { RequestEntry, RequestLog } from './request-log.js';
export type { RequestKind } from './routes.js';
export type { OriginOptions, OriginState } from './state.js';
