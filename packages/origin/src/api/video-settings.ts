import type { VideoSettings } from '../library/videos.js';
import { type Body, given, refuseField } from './body.js';

/** A host, with a port if it has one, or `*.` before it; no scheme and no path (documentation: Hotlinking protection). */
const HOST = /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?$/i;
const DAY = 86_400_000;
/** Days after the upload. */
const SOONEST_DELETION = 30;
const LONGEST_CREATOR = 64;

/** What an edit says about a video. Fields that this origin does not know are passed over. */
export function readVideoSettings(body: Body, uploaded: string): Partial<VideoSettings> {
  return given({
    requireSignedURLs: body.boolean('requireSignedURLs'),
    allowedOrigins: readOrigins(body),
    meta: body.object('meta'),
    creator: body.nullable('creator', () => readCreator(body)),
    scheduledDeletion: body.nullable('scheduledDeletion', () => readDeletion(body, Date.parse(uploaded))),
    thumbnailTimestampPct: readShare(body),
  });
}

/** `null` means every origin, as the service writes it for a live input. */
export function readOrigins(body: Body): readonly string[] | undefined {
  const origins = body.nullable('allowedOrigins', () => body.list('allowedOrigins'));
  if (origins === null) return [];
  if (origins?.every((origin): origin is string => typeof origin === 'string' && HOST.test(origin)) ?? true) {
    return origins as readonly string[] | undefined;
  }
  throw refuseField('allowedOrigins', 'holds something that is no host');
}

function readCreator(body: Body): string | undefined {
  const creator = body.string('creator');
  if (creator !== undefined && creator.length > LONGEST_CREATOR) throw refuseField('creator', 'is too long');
  return creator;
}

function readDeletion(body: Body, uploaded: number): string | undefined {
  const text = body.string('scheduledDeletion');
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (!(time >= uploaded + SOONEST_DELETION * DAY)) {
    throw refuseField('scheduledDeletion', `is no time of ${SOONEST_DELETION} days or more after the upload`);
  }
  return new Date(time).toISOString();
}

function readShare(body: Body): number | undefined {
  const share = body.number('thumbnailTimestampPct');
  if (share !== undefined && !(share >= 0 && share <= 1)) throw refuseField('thumbnailTimestampPct', 'is not between 0 and 1'); // prettier-ignore
  return share;
}
