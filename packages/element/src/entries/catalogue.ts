export * from '../errors/stream-error.js';
export * from '../events/stream-events.js';
export * from '../events/stream-type-events.js';
export * from '../events/watermark-event.js';
