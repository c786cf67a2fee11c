import { MEDIA_TYPES } from '../answer.js';
import { animate, type Frame } from './gif.js';
import { jpegCodec } from './jpeg.js';
import { type Fit, fitPicture, type Picture } from './picture.js';
import { parseTime, splitStills } from './stills.js';
import { timelinesOf } from '../../live/live-media.js';
import type { ReadFile } from '../../library/demo-video.js';
import { remembered } from '../../memoize-async.js';
import type { Room } from '../../request-context.js';
import type { Video } from '../../library/videos.js';

/** Of a thumbnail (documentation: Displaying thumbnails). Pixels. */
const DEFAULT_SIZE = 640;
const [LEAST_SIZE, MOST_SIZE] = [10, 2000];
/** Of an animated one. Seconds, and frames in a second. */
const [DEFAULT_DURATION, MOST_DURATION] = [5, 60];
const [DEFAULT_RATE, MOST_RATE] = [8, 15];

/**
 * `thumbnails/thumbnail.jpg` and `.gif`: the stills nearest to the time that is asked for. What cannot be read in the query counts as not
 * said: the service's answer to it is unknown.
 */
export const images: Room = async ({ url: { searchParams: query }, route, video }, { clock }) => {
  if (!video || route.kind !== 'thumbnail' || video.state === 'inprogress') return null;
  const { stills } = video.media.files;
  if (!stills) return null;
  const all = splitStills(await video.media.read(stills.file));
  const codec = await jpegCodec();
  const indexAt = (time: number) => Math.min(Math.floor(time / stills.every), all.length - 1);
  const pictureAt = async (index: number) => fit(await codec.decode(all[index]!), query);
  const start =
    (await placeInFilm(video, clock.now())) + (parseTime(query.get('time') ?? '') ?? (await usualTime(video)));
  if (route.format === 'jpg') {
    const index = indexAt(start);
    const name = [stills.file, index, ...['width', 'height', 'fit'].map((word) => query.get(word))].join(' ');
    return image(await once(video.media.files.read, name, async () => codec.encode(await pictureAt(index))), 'jpg');
  }

  const duration = Math.min(parseTime(query.get('duration') ?? '') || DEFAULT_DURATION, MOST_DURATION);
  const rate = Math.min(Number(query.get('fps')) || DEFAULT_RATE, MOST_RATE);
  const times = Array.from({ length: Math.max(1, Math.round(duration * rate)) }, (_, index) => start + index / rate);
  const shown = new Map<number, number>();
  for (const time of times) shown.set(indexAt(time), (shown.get(indexAt(time)) ?? 0) + 1);
  const frames = [...shown].map(async ([index, count]): Promise<Frame> => ({
    picture: await pictureAt(index),
    delay: (count * 1000) / rate,
  }));
  return image(await animate(await Promise.all(frames)), 'gif');
};

const drawn = new WeakMap<ReadFile, Map<string, Promise<Uint8Array<ArrayBuffer>>>>();
const MOST_DRAWN = 200;

/** A picture takes half a second to draw, in which nothing else is answered; every player asks for the same as its poster, whatever its origin. */
async function once(
  read: ReadFile,
  name: string,
  draw: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const pictures = drawn.get(read) ?? new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  drawn.set(read, pictures);
  if (pictures.size >= MOST_DRAWN) pictures.clear();
  return remembered(pictures, name, draw);
}

const image = (bytes: Uint8Array<ArrayBuffer>, type: 'jpg' | 'gif') =>
  new Response(bytes, { headers: { 'Content-Type': MEDIA_TYPES[type] } });

/** Where a thumbnail is taken that is asked for without a time. */
const usualTime = async ({ thumbnailTimestampPct, media }: Video) =>
  thumbnailTimestampPct && thumbnailTimestampPct * (await media.audio).duration;

/** Where the film of a live broadcast is just now; a film, and a recording, begin at their beginning. */
async function placeInFilm(video: Video, now: number): Promise<number> {
  if (video.state !== 'live-inprogress') return 0;
  const { video: pictures, audio } = await timelinesOf(video);
  const timeline = pictures[0] ?? audio;
  return (timeline.at(timeline.count(now) - 1)?.time ?? 0) % timeline.rendition.round;
}

/** Without a size, within 640 × 640; with one side, in the shape of the picture; with both, as `fit` says. */
function fit(picture: Picture, query: URLSearchParams): Picture {
  const [width, height] = [side(query.get('width')), side(query.get('height'))];
  if (width && height) return fitPicture(picture, { width, height }, fitOf(query.get('fit')));
  const most = width || height ? MOST_SIZE : DEFAULT_SIZE;
  return fitPicture(picture, { width: width ?? most, height: height ?? most }, 'clip');
}

function fitOf(text: string | null): Fit {
  return text === 'clip' || text === 'scale' || text === 'fill' ? text : 'crop';
}

function side(text: string | null): number | undefined {
  const pixels = Math.round(Number(text || NaN));
  return pixels >= LEAST_SIZE && pixels <= MOST_SIZE ? pixels : undefined;
}
