import { MEDIA_TYPES } from './answer.js';
import { mediaOf, timelinesOf } from '../live/live-media.js';
import { renditionOf } from '../library/media/media.js';
import type { Origin } from '../origin.js';
import type { Room } from '../request-context.js';
import type { Route } from '../routes.js';
import type { Video } from '../library/videos.js';

/** As measured on the service [S]: a segment never changes. */
const CACHE_CONTROL = 'public, max-age=864000';

/** Initialization and media segments: byte ranges of a track's file. */
export const segments: Room = async ({ request, route, video }, origin) => {
  if (!video || video.state === 'inprogress' || (route.kind !== 'init' && route.kind !== 'segment')) return null;
  const bytes = await bytesOf(video, route, origin, request.signal);
  return bytes
    ? new Response(bytes, { headers: { 'Content-Type': MEDIA_TYPES[route.medium], 'Cache-Control': CACHE_CONTROL } })
    : null;
};

type FileRoute = Extract<Route, { kind: 'init' | 'segment' }>;

async function bytesOf(video: Video, route: FileRoute, origin: Origin, signal: AbortSignal) {
  const rendition = renditionOf(await mediaOf(video), route.medium, route.rendition);
  if (!rendition) return undefined;
  if (route.kind === 'init') return rendition.bytes.subarray(rendition.track.init.start, rendition.track.init.end);
  if (video.broadcast) return broadcastBytes(video, route, origin, signal);
  const segment = rendition.segments[route.number - 1];
  return segment && route.part === undefined ? rendition.bytes.subarray(segment.start, segment.end) : undefined;
}

/** What a preload hint named is waited for; what is further ahead is not there. */
const LONGEST_WAIT = 3000;

async function broadcastBytes(
  video: Video,
  { medium, rendition, number, part }: Extract<FileRoute, { kind: 'segment' }>,
  { clock, videos }: Origin,
  signal: AbortSignal,
) {
  const find = async () => renditionOf(await timelinesOf(videos.get(video.uid) ?? video), medium, rendition);
  const due = availableAt((await find())?.at(number - 1), part);
  if (due === undefined || due > clock.now() + LONGEST_WAIT) return undefined;
  await clock.until(due, signal);
  const timeline = await find();
  const segment = timeline?.at(number - 1);
  return segment && timeline?.rendition.bytes(segment.place, part);
}

const availableAt = (
  segment: { readonly availableAt: number; readonly parts: readonly { readonly availableAt: number }[] } | undefined,
  part: number | undefined,
) => (part === undefined ? segment?.availableAt : segment?.parts[part]?.availableAt);
