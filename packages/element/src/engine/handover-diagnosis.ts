import { manifestUrl } from '@secure-stream/protocol';
import { StreamError } from '../catalogue/errors.js';
import type { Clock } from '../clock.js';
import type { TokenSource } from './engine.js';
import { isRefusal, playlistFault } from './hls-errors.js';

/** What the origin says to a token whose player broke. */
export type Diagnosis =
  /** Nothing is wrong with the token, nor with the video. */
  | { readonly found: 'nothing' }
  /** It was refused, and this is another one. */
  | { readonly found: 'refusal'; readonly token: string }
  | { readonly found: 'fault'; readonly error: StreamError };

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
  const status = await askOrigin(token, options);
  signal.throwIfAborted();
  if (status === null) return fault(new StreamError('network', { detail: 'The origin could not be reached.' }));
  if (isRefusal(status)) {
    try {
      return { found: 'refusal', token: await tokens.reject(token, status, signal) };
    } catch (error) {
      if (error instanceof StreamError) return fault(error);
      throw error;
    }
  }
  const error = playlistFault(status);
  if (error) return fault(error);
  if (status >= 400)
    return fault(new StreamError('network', { detail: `The origin answered ${status} to the manifest.` }));
  tokens.accept(token);
  return { found: 'nothing' };
}

const fault = (error: StreamError): Diagnosis => ({ found: 'fault', error });

/** The status of the manifest; `null` when nobody answered, for half a minute. */
export async function askOrigin(token: string, options: DiagnosisOptions): Promise<number | null> {
  const {
    origin,
    clock,
    signal,
    fetch = (...args: Parameters<typeof globalThis.fetch>) => globalThis.fetch(...args),
  } = options;
  for (const pause of [...PAUSES, null]) {
    try {
      const response = await fetch(manifestUrl({ origin, id: token }), { signal, cache: 'no-store' });
      void response.body?.cancel();
      if (response.status < 500 || pause === null) return response.status;
    } catch {
      signal.throwIfAborted();
    }
    if (pause !== null) await wait(clock, pause, signal);
  }
  return null;
}

/** Ends early when the connection comes back. */
function wait(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      forget();
      removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(signal.reason as DOMException);
      else resolve();
    };
    const forget = clock.at(clock.now() + milliseconds, end);
    addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}

/** Milliseconds between two questions to an origin that does not answer: half a minute in all. */
const PAUSES = [500, 1000, 2000, 4000, 8000, 16_000];
