import type { TokenSource } from './engine.js';
import { isRefusal, refusedAgain } from './hls-errors.js';
import type { Placeholder } from './hls-placeholder.js';

export interface TextAnswer {
  readonly status: number;
  /** Where the answer came from, without the token. */
  readonly url: string;
  /** Without the token. */
  readonly text: string;
  /** What was sent. */
  readonly token: string;
}

export interface TextRequest {
  readonly tokens: TokenSource;
  readonly placeholder: Placeholder;
  readonly signal: AbortSignal;
  readonly credentials: RequestCredentials;
  /** Playback goes on without it: a refusal says nothing about the token. */
  readonly optional?: boolean;
  readonly fetch?: typeof globalThis.fetch;
}

/** Fetches a playlist outside of hls.js: waits for a live token, and asks once again with another when that one is refused. */
export async function requestText(
  address: string,
  { tokens, placeholder, signal, credentials, optional, fetch = (...args) => globalThis.fetch(...args) }: TextRequest,
): Promise<TextAnswer> {
  const ask = (token: string) => fetch(placeholder.fill(address, token), { signal, credentials });

  let token = await tokens.live(signal);
  let response = await ask(token);
  if (isRefusal(response.status)) {
    if (optional) throw refusedAgain(response.status);
    token = await tokens.reject(token, response.status, signal);
    response = await ask(token);
    if (isRefusal(response.status)) {
      await tokens.reject(token, response.status, signal);
      throw refusedAgain(response.status);
    }
  }
  tokens.accept(token);
  const text = await response.text();
  return {
    status: response.status,
    url: placeholder.hide(response.url, token),
    text: placeholder.hide(text, token),
    token,
  };
}
