import { isVideoId } from '@secure-stream/protocol';
import { SignerError } from './errors.js';

/** The ids that Cloudflare's own local emulation of the Stream binding hands out. */
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A uid of the service, or one of its local emulation: nothing that could become another path or another header. */
export const isSignableId = (value: unknown): value is string =>
  typeof value === 'string' && (isVideoId(value) || UUID.test(value));

export function checkVideoId(value: unknown): asserts value is string {
  if (!isSignableId(value)) throw new SignerError('video-id');
}
