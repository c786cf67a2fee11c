import { StreamError, type StreamErrorReason } from '@secure-stream/session/core';

/** Whether a status means that the token was refused. The service does not document which of the two it sends. */
export const isTokenRejection = (status: number): boolean => status === 401 || status === 403;

/** The origin refused a fresh token too. */
export const rejectedTwice = (status: number): StreamError =>
  new StreamError('token-rejected', { detail: `The origin responded with ${status} to a fresh token too.` });

/** Returns the error that the status of a multivariant playlist means, or `null`. */
export function errorFromManifestStatus(status: number): StreamError | null {
  const reason = reasonFromManifestStatus(status);
  const detail = `The origin responded with ${status} to the manifest request.`;
  return reason ? new StreamError(reason, { detail }) : null;
}

export const reasonFromManifestStatus = (status: number | undefined): StreamErrorReason | undefined =>
  status === undefined ? undefined : REASONS_BY_STATUS[status];

const REASONS_BY_STATUS: Readonly<Record<number, StreamErrorReason>> = {
  // An idle live input responds with 204 (docs/stream-facts.md, "Live"), a video whose encoding failed with 424.
  204: 'not-live',
  404: 'not-found',
  410: 'not-found',
  424: 'not-ready',
};
