import type { Media } from '../../library/media/media.js';
import type { Video } from '../../library/videos.js';
import { timelinesOf } from '../../live/video-tracks.js';
import { memoizeAsync } from '../../memoize-async.js';
import { parseTime } from '../../parse-time.js';
import type { RouteHandler } from '../../request-context.js';
import type { RouteOf } from '../../routes.js';
import { mediaContent } from '../content.js';
import { ImageQueueFullError, type ImageJob } from './render-image.js';
import type { Fit } from './picture.js';

/** Limits of a thumbnail and of an animated one (Cloudflare documentation, "Display thumbnails"). */
const DEFAULT_SIZE_PX = 640;
const [MIN_SIZE_PX, MAX_SIZE_PX] = [10, 2000];
const [DEFAULT_DURATION_S, MAX_DURATION_S] = [5, 60];
const [DEFAULT_FPS, MAX_FPS] = [8, 15];

/**
 * `thumbnails/thumbnail.jpg` and `.gif`: the stills nearest to the requested time. An unreadable parameter counts as absent: the service's
 * answer is unknown.
 */
export const thumbnail: RouteHandler<RouteOf<'thumbnail'>> = async ({ url, route, video }, { clock, images }) => {
  const stills = video?.media.files.stills;
  if (!video || !stills || video.state === 'inprogress') return null;
  const query = url.searchParams;
  const pictures = splitStills(await video.media.read(stills.file));
  const requested = parseTime(query.get('time') ?? '') ?? (await defaultTime(video));
  const start = (await loopPosition(video, clock.now())) + requested;
  const frames = framesOf(route.format === 'gif' ? timesOfGif(query, start) : [{ time: start, delayMs: 0 }], (time) =>
    Math.min(Math.floor(time / stills.every), pictures.length - 1),
  );
  const size = sizeOf(query);
  const job: ImageJob = {
    format: route.format,
    frames: frames.map(({ index, delayMs }) => ({ jpeg: pictures[index]!, delayMs })),
    ...size,
  };
  try {
    const key = JSON.stringify([route.format, stills.file, frames, size]);
    return mediaContent(route.format, await renderOnce(video.media, key, () => images.render(job)));
  } catch (error) {
    if (!(error instanceof ImageQueueFullError)) throw error;
    return new Response('Too many images are being rendered.', { status: 503, headers: { 'Retry-After': '2' } });
  }
};

interface StillFrame {
  readonly index: number;
  readonly delayMs: number;
}

/** Consecutive times that show the same still become one frame. */
function framesOf(
  times: readonly { readonly time: number; readonly delayMs: number }[],
  indexAt: (time: number) => number,
): readonly StillFrame[] {
  const delays = new Map<number, number>();
  for (const { time, delayMs } of times) delays.set(indexAt(time), (delays.get(indexAt(time)) ?? 0) + delayMs);
  return [...delays].map(([index, delayMs]) => ({ index, delayMs }));
}

function timesOfGif(query: URLSearchParams, start: number) {
  const duration = Math.min(parseTime(query.get('duration') ?? '') || DEFAULT_DURATION_S, MAX_DURATION_S);
  const requestedFps = Number(query.get('fps'));
  const fps = requestedFps > 0 ? Math.min(requestedFps, MAX_FPS) : DEFAULT_FPS;
  const count = Math.max(1, Math.round(duration * fps));
  return Array.from({ length: count }, (_, index) => ({ time: start + index / fps, delayMs: 1000 / fps }));
}

const cachedImages = new WeakMap<Media['files']['read'], Map<string, Promise<Uint8Array<ArrayBuffer>>>>();
const MAX_CACHED_IMAGES = 200;
const MAX_CACHED_IMAGE_BYTES = 500_000;

/**
 * Renders an image once. Rendering takes up to half a second, and every player requests the same image as its poster. The cache belongs to
 * the files, so that several origins with the same video share it.
 */
async function renderOnce(
  { files }: Media,
  key: string,
  render: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const cache = cachedImages.get(files.read) ?? new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  cachedImages.set(files.read, cache);
  if (cache.size >= MAX_CACHED_IMAGES) cache.clear();
  const image = await memoizeAsync(cache, key, render);
  if (image.byteLength > MAX_CACHED_IMAGE_BYTES) cache.delete(key);
  return image;
}

/** The time of a thumbnail that is requested without one. */
const defaultTime = async ({ thumbnailTimestampPct, media }: Video) =>
  thumbnailTimestampPct && thumbnailTimestampPct * (await media.audio).duration;

/** Position of a live broadcast in the looped video. Videos on demand and recordings start at 0. */
async function loopPosition(video: Video, now: number): Promise<number> {
  if (video.state !== 'live-inprogress') return 0;
  const { video: timelines, audio } = await timelinesOf(video);
  const timeline = timelines[0] ?? audio;
  return (timeline.at(timeline.count(now) - 1)?.time ?? 0) % timeline.rendition.roundS;
}

/** Without a size, at most 640 × 640; with one side, in the aspect ratio of the picture; with both, as `fit` says. */
function sizeOf(query: URLSearchParams): Pick<ImageJob, 'size' | 'fit'> {
  const [width, height] = [parseSide(query.get('width')), parseSide(query.get('height'))];
  if (width && height) return { size: { width, height }, fit: parseFit(query.get('fit')) };
  const max = width || height ? MAX_SIZE_PX : DEFAULT_SIZE_PX;
  return { size: { width: width ?? max, height: height ?? max }, fit: 'clip' };
}

function parseFit(text: string | null): Fit {
  return text === 'clip' || text === 'scale' || text === 'fill' ? text : 'crop';
}

function parseSide(text: string | null): number | undefined {
  const pixels = Math.round(Number(text || NaN));
  return pixels >= MIN_SIZE_PX && pixels <= MAX_SIZE_PX ? pixels : undefined;
}

/** Splits a file of concatenated JPEGs at their start markers (`FF D8 FF`). */
export function splitStills(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xd8 && bytes[at + 2] === 0xff) starts.push(at);
  }
  return starts.map((start, index) => bytes.subarray(start, starts[index + 1] ?? bytes.byteLength));
}
