import { SignerError } from '../errors.js';
import type { Report, ViewingLimit } from '../viewings/index.js';
import type { RefusedToken } from './problem-response.js';
import type { TokenRequestFields } from './token-request.js';

/** Seconds after which a client tries again when the store has failed. */
const RETRY_AFTER_S = 5;

interface LeaseRequest extends TokenRequestFields {
  readonly viewer: string | undefined;
  readonly device: string | undefined;
  readonly countAs: string | undefined;
}

/** The lease of a token request. Throws if `authorize` returned no viewer to count. */
export function createLease(viewings: ViewingLimit, request: LeaseRequest, report: Report) {
  const { viewer, playbackId, videoId, device, countAs, takeover } = request;
  if (!playbackId) throw new SignerError('config', { field: 'playbackId' });
  if (!viewer) throw new SignerError('authorize', { field: 'viewer', detail: 'is required to limit viewings' });
  const release = (gotToken = true) => viewings.release(viewer, playbackId, gotToken, report);
  const viewing = { viewer, playbackId, videoId, device, countAs, takeover };
  let isNew = false;

  /** Starts or renews the lease. Returns a refusal, or nothing. */
  async function acquire(lifetime: number): Promise<RefusedToken | undefined> {
    const result = await viewings.acquire({ ...viewing, lifetime }, report);
    switch (result.outcome) {
      case 'viewing-limit': {
        const devices = result.viewings.flatMap((viewing) => viewing.device ?? []);
        return { refused: 403, details: { reason: 'viewing-limit', limit: viewings.perViewer, devices } };
      }
      case 'displaced':
      case 'revoked':
        return { refused: 403, details: { reason: result.outcome } };
      case 'allowance-used':
        return { refused: 429, retryAfter: result.retryAfter / 1000 };
      case 'failed':
        return { refused: 503, retryAfter: RETRY_AFTER_S };
      case 'started':
        isNew = true;
        return undefined;
      default:
        return undefined;
    }
  }

  return { acquire, release, releaseIfStarted: async () => (isNew ? release(false) : undefined) };
}
