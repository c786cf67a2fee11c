import type { Video } from '../library/videos.js';
import { renditionIn } from '../library/media/rendition.js';
import { tracksOf, timelinesOf } from '../live/video-tracks.js';
import type { RouteHandler } from '../request-context.js';
import type { RouteOf } from '../routes.js';
import type { OriginState } from '../state.js';
import { mediaContent } from './content.js';

/** The service's value, as observed (docs/stream-facts.md, "Segments"): a segment never changes. */
const CACHE_CONTROL = { 'Cache-Control': 'public, max-age=864000' };

/** `init.mp4`: the initialization segment of a rendition. */
export const initSegment: RouteHandler<RouteOf<'init'>> = async ({ route, video }) => {
  if (!video || video.state === 'inprogress') return null;
  const rendition = renditionIn(await tracksOf(video), route.medium, route.rendition);
  if (!rendition) return null;
  const { start, end } = rendition.track.init;
  return mediaContent(route.medium, rendition.bytes.subarray(start, end), CACHE_CONTROL);
};

/** `seg_<number>.mp4`, and `seg_<number>.<part>.mp4` in a live stream. */
export const mediaSegment: RouteHandler<RouteOf<'segment'>> = async ({ request, route, video }, origin) => {
  if (!video || video.state === 'inprogress') return null;
  const bytes = video.broadcast
    ? await liveSegmentBytes(video, route, origin, request.signal)
    : await segmentBytes(video, route);
  return bytes ? mediaContent(route.medium, bytes, CACHE_CONTROL) : null;
};

async function segmentBytes(video: Video, { medium, rendition: name, number, part }: RouteOf<'segment'>) {
  const rendition = renditionIn(await tracksOf(video), medium, name);
  const segment = rendition?.segments[number - 1];
  return rendition && segment && part === undefined ? rendition.bytes.subarray(segment.start, segment.end) : undefined;
}

/** The part that a preload hint names is waited for. A segment further ahead does not exist. */
const MAX_WAIT_MS = 3000;

async function liveSegmentBytes(
  video: Video,
  { medium, rendition, number, part }: RouteOf<'segment'>,
  { clock, videos }: OriginState,
  signal: AbortSignal,
) {
  const find = async () => renditionIn(await timelinesOf(videos.get(video.uid) ?? video), medium, rendition);
  const time = availableAt((await find())?.at(number - 1), part);
  if (time === undefined || time > clock.now() + MAX_WAIT_MS) return undefined;
  await clock.until(time, signal);
  const timeline = await find();
  const segment = timeline?.at(number - 1);
  return segment && timeline?.rendition.bytes(segment.loopIndex, part);
}

const availableAt = (
  segment: { readonly availableAt: number; readonly parts: readonly { readonly availableAt: number }[] } | undefined,
  part: number | undefined,
) => (part === undefined ? segment?.availableAt : segment?.parts[part]?.availableAt);
