import type { Fragment, LoaderContext, LoaderResponse } from 'hls.js';
import { isSoundFragment } from './fragment-check.js';
import { canPlayWithout, isMediaPlaylist, type RequestRole } from './optional-resources.js';

/** How one attempt of a request ended. `status` is 0 if it says nothing. */
export type Attempt =
  | { readonly problem: null; readonly status: number; readonly response: LoaderResponse }
  /** `not-a-playlist`: of an optional resource. `damaged`: a corrupt segment. */
  | {
      readonly problem: 'error' | 'timeout' | 'not-a-playlist' | 'damaged';
      readonly status: number;
      readonly text: string;
    };

/** `frag`: of a request for a segment. */
export type SegmentContext = LoaderContext & { readonly frag?: Fragment };

/** Checks a response before hls.js sees it. */
export function readResponse(response: LoaderResponse, role: RequestRole, { frag }: SegmentContext): Attempt {
  const { data, code: status = 0 } = response;
  if (role !== 'required' && typeof data === 'string' && !isMediaPlaylist(data, role))
    return { problem: 'not-a-playlist', status: 0, text: '' };
  // Segments after an `EXT-X-MAP` are fMP4 (RFC 8216, 4.3.2.5).
  const isFragment = frag?.initSegment && !frag.encrypted;
  if (isFragment && data instanceof ArrayBuffer && !isSoundFragment(new Uint8Array(data)))
    return { problem: 'damaged', status, text: 'The segment is damaged.' };
  return { problem: null, status, response };
}

/** Whether playback can do without the resource, so that hls.js must not learn of the failure. */
export function isOptionalFailure({ problem, status }: Attempt, role: RequestRole): boolean {
  if (problem === 'not-a-playlist') return true;
  return problem !== null && problem !== 'damaged' && canPlayWithout(role, status);
}
