/** A response that a server-rendered page has requested before its player has loaded. */
export interface EarlyResponse {
  readonly response: Promise<Response>;
  /** Ends the request. */
  readonly controller: AbortController;
}

/** `Symbol.for()` of it is the global property with a `Map` of early responses by their URL. */
export const EARLY_RESPONSES = 'secure-stream.early-responses';
