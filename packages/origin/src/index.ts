export type { Viewer } from './access/access-rules.js';
export type { ApiOptions } from './api/api.js';
export type { AccessPolicy } from './access/access-decision.js';
export type { OriginClock } from './clock.js';
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
export type { SegmentAccess } from './playlists/file-urls.js';
export type { CreatedKey, KeyRing, KeySummary } from './access/keys.js';
export type {
  LiveInput,
  LiveInputChange,
  LiveInputs,
  LiveState,
  NewLiveInput,
  RecordingSettings,
} from './live/live-inputs.js';
export { FILM_ID, filmFiles, type ReadFile } from './library/demo-video.js';
export { type LanguageFile, Media, type MediaFiles } from './library/media/media.js';
export { createOrigin, demoFilm, demoLiveInput, LIVE_INPUT_ID, type Origin, type OriginOptions } from './origin.js';
export { REASON_HEADER, type Refusal, type RefusalReason, refusals } from './access/refusals.js';
export type { RequestEntry, RequestLog } from './request-log.js';
export type { Asked, Room } from './request-context.js';
export type { RequestKind, Route } from './routes.js';
export type { NewVideo, Video, Videos, VideoSettings } from './library/videos.js';
