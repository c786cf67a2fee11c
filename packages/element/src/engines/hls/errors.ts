import type { ErrorData } from 'hls.js';
import { StreamError, type StreamErrorReason } from '../../errors/stream-error.js';

/** Whether an answer says that the token was not good. Which of the two the service sends for what is not documented. */
export const isTokenRejection = (status: number): boolean => status === 401 || status === 403;

/** What the status of a multivariant playlist's answer says about the video; `null` when it says nothing. */
export function errorFromManifestStatus(status: number): StreamError | null {
  const reason = REASONS_BY_STATUS[status];
  return reason ? new StreamError(reason, { detail: `The origin answered ${status} to the manifest.` }) : null;
}

/** A refusal that a fresh token did not mend. */
export const rejectedTwice = (status: number): StreamError =>
  new StreamError('token-rejected', { detail: `The origin answered ${status} to a fresh token too.` });

/** What hls.js reports, as one of our reasons. Takes words and numbers from it, and no address. */
export function toStreamError({ type, details, response }: HlsErrorFields): StreamError {
  const status = response?.code;
  const detail = `hls.js: ${details}${status ? `, status ${status}` : ''}.`;
  return new StreamError(findReason(), { detail });

  function findReason(): StreamErrorReason {
    if (REASONS_BY_DETAILS[details]) return REASONS_BY_DETAILS[details];
    if ((type as string) !== 'networkError') return 'media';
    if (status !== undefined && isTokenRejection(status)) return 'token-rejected';
    return (status !== undefined && REASONS_BY_STATUS[status]) || 'network';
  }
}

type HlsErrorFields = Pick<ErrorData, 'type' | 'details' | 'response'>;

/** What hls.js calls an error of the network and is none, and what can not be played at all. */
const REASONS_BY_DETAILS: Readonly<Record<string, StreamErrorReason>> = {
  manifestIncompatibleCodecsError: 'unsupported',
  manifestParsingError: 'media',
  levelParsingError: 'media',
  levelEmptyError: 'media',
};

const REASONS_BY_STATUS: Readonly<Record<number, StreamErrorReason>> = {
  // An idle live input answers with nothing at all (docs/stream-facts.md, "Live"), a video whose encoding failed with 424.
  204: 'not-live',
  404: 'not-found',
  410: 'not-found',
  424: 'not-ready',
};
