import type { ErrorData } from 'hls.js';
import { isTokenRejection, StreamError, type StreamErrorReason } from '@secure-stream/session/core';
import { reasonFromManifestStatus } from '../origin-errors.js';

/** Converts an error of hls.js. Copies names and numbers only, never a URL, which would contain a token. */
export function toStreamError({ type, details, response }: HlsErrorFields): StreamError {
  const status = response?.code;
  const detail = `hls.js: ${details}${status ? `, status ${status}` : ''}.`;
  return new StreamError(findReason(), { detail });

  function findReason(): StreamErrorReason {
    if (REASONS_BY_DETAILS[details]) return REASONS_BY_DETAILS[details];
    if ((type as string) !== 'networkError') return 'media';
    if (status !== undefined && isTokenRejection(status)) return 'token-rejected';
    return reasonFromManifestStatus(status) ?? 'network';
  }
}

type HlsErrorFields = Pick<ErrorData, 'type' | 'details' | 'response'>;

/** Errors that hls.js reports as network errors, although they are none, and media that cannot be played. */
const REASONS_BY_DETAILS: Readonly<Record<string, StreamErrorReason>> = {
  manifestIncompatibleCodecsError: 'unsupported',
  manifestParsingError: 'media',
  levelParsingError: 'media',
  levelEmptyError: 'media',
};
