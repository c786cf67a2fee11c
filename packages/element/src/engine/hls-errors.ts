import type { ErrorData } from 'hls.js';
import { StreamError, type StreamErrorReason } from '../catalogue/errors.js';

/** Whether an answer says that the token was not good. Which of the two the service sends for what is not documented. */
export const isRefusal = (status: number): boolean => status === 401 || status === 403;

/** What the status of a multivariant playlist's answer says about the video; `null` when it says nothing. */
export function playlistFault(status: number): StreamError | null {
  const reason = FAULTS[status];
  return reason ? new StreamError(reason, { detail: `The origin answered ${status} to the manifest.` }) : null;
}

/** A refusal that a fresh token did not mend. */
export const refusedAgain = (status: number): StreamError =>
  new StreamError('token-rejected', { detail: `The origin answered ${status} to a fresh token too.` });

/** What hls.js reports, as one of our reasons. Takes words and numbers from it, and no address. */
export function toStreamError({ type, details, response }: HlsErrorWords): StreamError {
  const status = response?.code;
  const detail = `hls.js: ${details}${status ? `, status ${status}` : ''}.`;
  return new StreamError(reasonOf(), { detail });

  function reasonOf(): StreamErrorReason {
    if (MEANINGS[details]) return MEANINGS[details];
    if ((type as string) !== 'networkError') return 'media';
    if (status !== undefined && isRefusal(status)) return 'token-rejected';
    return (status !== undefined && FAULTS[status]) || 'network';
  }
}

type HlsErrorWords = Pick<ErrorData, 'type' | 'details' | 'response'>;

/** What hls.js calls an error of the network and is none, and what can not be played at all. */
const MEANINGS: Readonly<Record<string, StreamErrorReason>> = {
  manifestIncompatibleCodecsError: 'unsupported',
  manifestParsingError: 'media',
  levelParsingError: 'media',
  levelEmptyError: 'media',
};

const FAULTS: Readonly<Record<number, StreamErrorReason>> = {
  // An idle live input answers with nothing at all (docs/stream-facts.md, "Live"), a video whose encoding failed with 424.
  204: 'not-live',
  404: 'not-found',
  410: 'not-found',
  424: 'not-ready',
};
