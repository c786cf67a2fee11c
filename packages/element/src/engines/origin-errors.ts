import { StreamError, type StreamErrorReason } from '../errors/stream-error.js';

/** Whether a status says that the token was not accepted. Which of the two the service sends for which cause is not documented. */
export const isTokenRejection = (status: number): boolean => status === 401 || status === 403;

/** A rejection that a fresh token did not end. */
export const rejectedTwice = (status: number): StreamError =>
  new StreamError('token-rejected', { detail: `The origin answered ${status} to a fresh token too.` });

/** What the status of the multivariant playlist says about the video; `null` when it says nothing. */
export function errorFromManifestStatus(status: number): StreamError | null {
  const reason = reasonFromManifestStatus(status);
  return reason ? new StreamError(reason, { detail: `The origin answered ${status} to the manifest.` }) : null;
}

export const reasonFromManifestStatus = (status: number | undefined): StreamErrorReason | undefined =>
  status === undefined ? undefined : REASONS_BY_STATUS[status];

const REASONS_BY_STATUS: Readonly<Record<number, StreamErrorReason>> = {
  // An idle live input answers with nothing at all (docs/stream-facts.md, "Live"), a video whose encoding failed with 424.
  204: 'not-live',
  404: 'not-found',
  410: 'not-found',
  424: 'not-ready',
};
