import { isVideoId } from '@secure-stream/protocol';
import { SignerError } from './errors.js';

/** The ids of Cloudflare's local emulation of the Stream binding. */
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const ID_IN_TEXT = /(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?![0-9a-f])/gi;

/** Whether a value is a uid of the service or of its local emulation. Such an id cannot change a URL path or a header. */
export const isSignableId = (value: unknown): value is string =>
  typeof value === 'string' && (isVideoId(value) || UUID.test(value));

/** Finds the ids in a text, whatever stands around them. */
export const findSignableIds = (text: string): readonly string[] => text.match(ID_IN_TEXT) ?? [];

export function assertVideoId(value: unknown): asserts value is string {
  if (!isSignableId(value)) throw new SignerError('video-id');
}
