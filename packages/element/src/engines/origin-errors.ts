import { StreamError, type StreamErrorReason } from '@secure-stream/session/core';

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
