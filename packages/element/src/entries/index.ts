export * from './catalogue.js';
export type { EngineKind } from '../engines/engine.js';
export type { PlayerState } from '../playback/state.js';
export type { ReflectedAttributes } from '../stream/reflected-attributes.js';
export { SecureStreamElement } from '../stream/secure-stream.js';
export type {
  TokenContext,
  TokenProvider,
  TokenReason,
  TokenRequest,
  TokenRequestFactory,
} from '@secure-stream/session/core';
export type { DownloadUrlOptions, ThumbnailUrlOptions } from '../images/urls.js';
export type { SecureStreamEventMap } from '../events/event-map.js';
export { addMessages, type Messages } from '../locales/messages.js';
