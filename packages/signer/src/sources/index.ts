export { tokenApiSource } from './api-source.js';
export { bindingSource, type StreamTokenBinding } from './binding-source.js';
export { signingKeySource, type SigningKeys } from './key-source.js';
export { CLOUDFLARE_API, createStreamApi, type StreamApi, type StreamApiOptions } from './stream-api.js';
export type { IssuedToken, TokenSource, TokenSourceContext } from './token-source.js';
