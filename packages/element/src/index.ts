export * from './catalogue/index.js';
export type { EngineKind } from './engine/engine.js';
export type { PlayerState } from './player/state.js';
export { SecureStreamElement } from './secure-stream.js';
export type { TokenRequest, TokenRequestFactory } from './session/endpoint-provider.js';
export type { TokenContext, TokenProvider, TokenReason } from './session/provider.js';
export type { DownloadOptions, StillOptions } from './pictures/addresses.js';
export type { SecureStreamEventMap } from './secure-stream.js';
export { addMessages, type Messages } from './translations/messages.js';
