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
export function toStreamError({
  type,
  details,
  response,
}: Pick<ErrorData, 'type' | 'details' | 'response'>): StreamError {
  const status = response?.code;
  const detail = `hls.js: ${details}${status ? `, status ${status}` : ''}.`;
  if (details === 'manifestIncompatibleCodecsError') return new StreamError('unsupported', { detail });
  if ((type as string) !== 'networkError') return new StreamError('media', { detail });
  if (details === 'manifestParsingError' || details === 'levelParsingError' || details === 'levelEmptyError')
    return new StreamError('media', { detail });
  if (status !== undefined && isRefusal(status)) return new StreamError('token-rejected', { detail });
  return new StreamError((status !== undefined && FAULTS[status]) || 'network', { detail });
}

const FAULTS: Readonly<Record<number, StreamErrorReason>> = {
  // An idle live input answers with nothing at all (stream-facts §2.6), a video whose encoding failed with 424.
  204: 'not-live',
  404: 'not-found',
  410: 'not-found',
  424: 'not-ready',
};
