import type { VideoSettings } from '../library/videos.js';
import { type Body, definedFields, refuseField } from './context.js';

/** A host name with an optional port and an optional leading `*.`; no scheme, no path (Cloudflare documentation, "Hotlinking protection"). */
const HOST = /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?$/i;
const DAY_MS = 86_400_000;
/** After the upload. */
const MIN_DELETION_DAYS = 30;
const MAX_CREATOR_LENGTH = 64;

/** Parses the settings of a video. Ignores unknown fields. */
export function parseVideoSettings(body: Body, uploaded: string): Partial<VideoSettings> {
  return definedFields({
    requireSignedURLs: body.boolean('requireSignedURLs'),
    allowedOrigins: parseOrigins(body),
    meta: body.object('meta'),
    creator: body.nullable('creator', () => parseCreator(body)),
    scheduledDeletion: body.nullable('scheduledDeletion', () => parseDeletion(body, Date.parse(uploaded))),
    thumbnailTimestampPct: parseThumbnailPosition(body),
  });
}

/** `null` allows every origin, as the service writes it for a live input. */
export function parseOrigins(body: Body): readonly string[] | undefined {
  const origins = body.nullable('allowedOrigins', () => body.list('allowedOrigins'));
  if (origins === null) return [];
  if (origins?.every((origin): origin is string => typeof origin === 'string' && HOST.test(origin)) ?? true) {
    return origins as readonly string[] | undefined;
  }
  throw refuseField('allowedOrigins', 'contains an entry that is not a host name');
}

function parseCreator(body: Body): string | undefined {
  const creator = body.string('creator');
  if (creator !== undefined && creator.length > MAX_CREATOR_LENGTH) throw refuseField('creator', 'is too long');
  return creator;
}

function parseDeletion(body: Body, uploaded: number): string | undefined {
  const text = body.string('scheduledDeletion');
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (!(time >= uploaded + MIN_DELETION_DAYS * DAY_MS)) {
    throw refuseField('scheduledDeletion', `is not a time at least ${MIN_DELETION_DAYS} days after the upload`);
  }
  return new Date(time).toISOString();
}

function parseThumbnailPosition(body: Body): number | undefined {
  const share = body.number('thumbnailTimestampPct');
  if (share !== undefined && !(share >= 0 && share <= 1)) throw refuseField('thumbnailTimestampPct', 'is not between 0 and 1'); // prettier-ignore
  return share;
}
