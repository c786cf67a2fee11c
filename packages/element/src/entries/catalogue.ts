export {
  StreamError,
  streamErrors,
  type ErrorDefinition,
  type Remedy,
  type StreamErrorOptions,
  type StreamErrorReason,
} from '@secure-stream/session/core';
export * from '../events/stream-events.js';
export * from '../events/event-map.js';
export * from '../events/stream-type-events.js';
export * from '../events/watermark-event.js';
