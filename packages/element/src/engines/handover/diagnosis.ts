import { manifestUrl } from '@secure-stream/protocol';
import { type Clock, isTokenRejection, onRetryTime, StreamError, type TokenSource } from '@secure-stream/session/core';
import { errorFromManifestStatus } from '../origin-errors.js';

/** How the origin responds to the token of a failed player. */
export type Diagnosis =
  /** Both the token and the video are valid. */
  | { readonly result: 'nothing' }
  /** The origin could not be reached, and can be again. */
  | { readonly result: 'outage' }
  /** The token was refused, and this is another one. */
  | { readonly result: 'token-rejected'; readonly token: string }
  | { readonly result: 'error'; readonly error: StreamError };

export interface DiagnosisOptions {
  readonly origin: string;
  readonly tokens: TokenSource;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Its event `retry` starts the next attempt at once. */
  readonly retries: EventTarget;
  /** Reports an error to the viewer. Retries continue. */
  unreachable(error: StreamError): void;
  readonly fetch?: typeof globalThis.fetch;
  /** From 0 up to 1, never 1. */
  readonly random?: () => number;
}

/**
 * A failed player does not report the cause. The status of the manifest, requested with the same token, distinguishes a refused token,
 * a missing video, and a lost connection, which is retried.
 */
export async function diagnose(token: string, options: DiagnosisOptions): Promise<Diagnosis> {
  const { tokens, signal } = options;
  const { status, wasUnreachable } = await fetchManifestStatus(token, options);
  signal.throwIfAborted();
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
  tokens.accept(token);
  return { result: wasUnreachable ? 'outage' : 'nothing' };
}

const toError = (error: StreamError): Diagnosis => ({ result: 'error', error });

/** Requests the status of the manifest, and retries after a lost connection or an error of the origin until there is one. */
export async function fetchManifestStatus(
  token: string,
  options: DiagnosisOptions,
): Promise<{ readonly status: number; readonly wasUnreachable: boolean }> {
  const { origin, signal, unreachable, fetch = (...args) => globalThis.fetch(...args) } = options;
  for (let attempt = 0; ; attempt += 1) {
    let detail = 'The origin could not be reached.';
    try {
      const response = await fetch(manifestUrl({ origin, id: token }), { signal, cache: 'no-store' });
      // A body that was cut off rejects.
      void response.body?.cancel().catch(() => undefined);
      const { status } = response;
      if (status < 400 || isTokenRejection(status) || errorFromManifestStatus(status))
        return { status, wasUnreachable: attempt > 0 };
      detail = `The origin answered ${status} to the manifest.`;
    } catch {
      signal.throwIfAborted();
    }
    if (attempt >= REPORTED_ATTEMPTS || !isOnline()) unreachable(new StreamError('network', { detail }));
    await waitForRetry(attempt, options);
  }
}

/** Ends early at an event after which the origin may be reachable. */
function waitForRetry(attempt: number, { clock, signal, retries, random }: DiagnosisOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      retries.removeEventListener('retry', retryNow);
      signal.removeEventListener('abort', retryNow);
      if (signal.aborted) reject(signal.reason as DOMException);
      else resolve();
    };
    const retryNow = onRetryTime(attempt, clock, finish, random);
    retries.addEventListener('retry', retryNow);
    signal.addEventListener('abort', retryNow);
  });
}

/** `navigator.onLine`, which only a page has. */
const isOnline = () => globalThis.navigator?.onLine ?? true;

/** Most losses have ended before. */
const REPORTED_ATTEMPTS = 2;
