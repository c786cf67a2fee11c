import { manifestUrl } from '@secure-stream/protocol';
import { StreamError } from '../../errors/stream-error.js';
import type { Clock } from '../../clock.js';
import { retryDelay } from '../../retry-delay.js';
import { onPageWake } from '../../wake.js';
import type { TokenSource } from '../engine.js';
import { isTokenRejection, errorFromManifestStatus } from '../origin-errors.js';

/** What the origin answers to the token of a failed player. */
export type Diagnosis =
  /** Both the token and the video are valid. */
  | { readonly result: 'nothing' }
  /** The origin could not be reached, and can be again. */
  | { readonly result: 'outage' }
  /** It was refused, and this is another one. */
  | { readonly result: 'token-rejected'; readonly token: string }
  | { readonly result: 'error'; readonly error: StreamError };

export interface DiagnosisOptions {
  readonly origin: string;
  readonly tokens: TokenSource;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Its event `retry` starts the next try at once. */
  readonly retries: EventTarget;
  /** The viewer should know. Trying goes on. */
  unreachable(error: StreamError): void;
  readonly fetch?: typeof globalThis.fetch;
  /** From 0 up to 1, never 1. */
  readonly random?: () => number;
}

/**
 * Players say that something is wrong and not what. The manifest does: requested with the same token, its status tells a refused token from
 * a missing video and both from a lost connection, which is waited for.
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

/** The status of the manifest, however long it takes: a connection that is lost, or an origin that fails, is asked again. */
export async function fetchManifestStatus(
  token: string,
  options: DiagnosisOptions,
): Promise<{ readonly status: number; readonly wasUnreachable: boolean }> {
  const { origin, signal, unreachable, fetch = (...args) => globalThis.fetch(...args), random = Math.random } = options;
  for (let attempt = 0; ; attempt += 1) {
    let detail = 'The origin could not be reached.';
    try {
      const response = await fetch(manifestUrl({ origin, id: token }), { signal, cache: 'no-store' });
      void response.body?.cancel();
      const { status } = response;
      if (status < 400 || isTokenRejection(status) || errorFromManifestStatus(status))
        return { status, wasUnreachable: attempt > 0 };
      detail = `The origin answered ${status} to the manifest.`;
    } catch {
      signal.throwIfAborted();
    }
    if (attempt >= TOLD_TRIES || !isOnline()) unreachable(new StreamError('network', { detail }));
    await waitOrOnline(retryDelay(attempt, undefined, random), options);
  }
}

/** Ends early when something happens after which the origin may be reached. */
function waitOrOnline(milliseconds: number, { clock, signal, retries }: DiagnosisOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      cancelTimer();
      stopListening();
      retries.removeEventListener('retry', finish);
      signal.removeEventListener('abort', finish);
      if (signal.aborted) reject(signal.reason as DOMException);
      else resolve();
    };
    const cancelTimer = clock.at(clock.now() + milliseconds, finish);
    const stopListening = onPageWake(finish);
    retries.addEventListener('retry', finish);
    signal.addEventListener('abort', finish);
  });
}

/** Whether the browser believes that there is a network. It does not say so outside a page. */
const isOnline = () => globalThis.navigator?.onLine ?? true;

/** Most losses are over before. */
const TOLD_TRIES = 2;
