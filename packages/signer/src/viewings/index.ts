export { durableObjectStore, type ViewingsNamespace } from './durable-object-store.js';
export {
  limitViewings,
  type Report,
  type ViewingEvent,
  type ViewingLimit,
  type ViewingLimitOptions,
} from './limit-viewings.js';
export { memoryStore, type MemoryStoreOptions } from './memory-store.js';
export { redisStore, type RedisClient, type RedisStoreOptions } from './redis-store.js';
export type {
  AcquireRequest,
  AcquireResult,
  EndReason,
  Viewing,
  ViewingOperation,
  ViewingStore,
} from './viewing-store.js';
export { ViewerObject, type ViewerObjectContext } from './viewer-object.js';
