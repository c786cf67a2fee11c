/** What a player on hls.js needs to send its token: `<secure-stream>` uses these parts. A site needs only `createTokenLoader()`. */
export {
  createHlsLoader,
  waitForRetry,
  type Attempt,
  type FailedAttempt,
  type HlsLoaderClass,
  type HlsRequest,
  type Outcome,
} from './hls/hls-loader.js';
export { createTokenPlaceholder, type TokenPlaceholder } from './hls/token-placeholder.js';
