import { manifestUrl } from '@secure-stream/protocol';
import { StreamError } from '../../errors/stream-error.js';
import type { Clock } from '../../clock.js';
import type { TokenSource } from '../engine.js';
import { isTokenRejection, errorFromManifestStatus } from '../origin-errors.js';

/** What the origin answers to the token of a failed player. */
export type Diagnosis =
  /** Both the token and the video are valid. */
  | { readonly result: 'nothing' }
  /** The origin refused the token. `token` is its replacement. */
  | { readonly result: 'token-rejected'; readonly token: string }
  | { readonly result: 'error'; readonly error: StreamError };

export interface DiagnosisOptions {
  readonly origin: string;
  readonly tokens: TokenSource;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * Finds the cause of a player's failure. Players report an error without its cause, so this function requests the manifest with the same
 * token. The status separates a refused token, a missing video and a lost connection. A lost connection is retried.
 */
export async function diagnose(token: string, options: DiagnosisOptions): Promise<Diagnosis> {
  const { tokens, signal } = options;
  const status = await fetchManifestStatus(token, options);
  signal.throwIfAborted();
  if (status === null) return toError(new StreamError('network', { detail: 'The origin could not be reached.' }));
  if (isTokenRejection(status)) {
    try {
      return { result: 'token-rejected', token: await tokens.reject(token, status, signal) };
    } catch (error) {
      if (error instanceof StreamError) return toError(error);
      throw error;
    }
  }
  const error = errorFromManifestStatus(status);
  if (error) return toError(error);
  if (status >= 400)
    return toError(
      new StreamError('network', { detail: `The origin responded with ${status} to the manifest request.` }),
    );
  tokens.accept(token);
  return { result: 'nothing' };
}

const toError = (error: StreamError): Diagnosis => ({ result: 'error', error });

/** Returns the status of the manifest, or `null` if the origin does not answer for half a minute. */
export async function fetchManifestStatus(token: string, options: DiagnosisOptions): Promise<number | null> {
  const {
    origin,
    clock,
    signal,
    fetch = (...args: Parameters<typeof globalThis.fetch>) => globalThis.fetch(...args),
  } = options;
  for (const delay of [...RETRY_DELAYS_MS, null]) {
    try {
      const response = await fetch(manifestUrl({ origin, id: token }), { signal, cache: 'no-store' });
      void response.body?.cancel();
      if (response.status < 500 || delay === null) return response.status;
    } catch {
      signal.throwIfAborted();
    }
    if (delay !== null) await waitOrOnline(clock, delay, signal);
  }
  return null;
}

/** Waits, but ends early when the connection returns. */
function waitOrOnline(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      cancelTimer();
      removeEventListener('online', finish);
      signal.removeEventListener('abort', finish);
      if (signal.aborted) reject(signal.reason as DOMException);
      else resolve();
    };
    const cancelTimer = clock.at(clock.now() + milliseconds, finish);
    addEventListener('online', finish);
    signal.addEventListener('abort', finish);
  });
}

/** Delays between requests to an origin that does not answer: half a minute in all. */
const RETRY_DELAYS_MS = [500, 1000, 2000, 4000, 8000, 16_000];
