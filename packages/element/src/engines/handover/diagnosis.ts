import { manifestUrl } from '@secure-stream/protocol';
import { StreamError } from '../../errors/stream-error.js';
import type { Clock } from '../../clock.js';
import type { TokenSource } from '../engine.js';
import { isTokenRejection, errorFromManifestStatus } from '../hls/errors.js';

/** What the origin says to a token whose player broke. */
export type Diagnosis =
  /** Nothing is wrong with the token, nor with the video. */
  | { readonly result: 'nothing' }
  /** It was refused, and this is another one. */
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
 * Players say that something is wrong and not what. The manifest does: asked for with the same token, its status tells a refused token from
 * a missing video and both from a lost connection, which is waited for.
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
    return toError(new StreamError('network', { detail: `The origin answered ${status} to the manifest.` }));
  tokens.accept(token);
  return { result: 'nothing' };
}

const toError = (error: StreamError): Diagnosis => ({ result: 'error', error });

/** The status of the manifest; `null` when nobody answered, for half a minute. */
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

/** Ends early when the connection comes back. */
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

/** Milliseconds between two questions to an origin that does not answer: half a minute in all. */
const RETRY_DELAYS_MS = [500, 1000, 2000, 4000, 8000, 16_000];
