import type { Video } from '../library/videos.js';
import { renditionIn } from '../library/media/rendition.js';
import { tracksOf, timelinesOf } from '../live/video-tracks.js';
import type { RouteHandler, RequestContext } from '../request-context.js';
import type { RouteOf } from '../routes.js';
import type { OriginState } from '../state.js';
import { mediaContent, MEDIA_TYPES } from './content.js';
import { signQuery } from '../playlists/file-urls.js';

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

/** `text/<language>.vtt`. */
export const captionFile: RouteHandler<RouteOf<'caption'>> = async ({ route, video }) => {
  const bytes = await video?.media.caption(route.language);
  return bytes ? mediaContent('vtt', bytes) : null;
};

/** At most 120 characters, and only these (Cloudflare documentation, "Download videos"). */
const FILE_NAME = /^[A-Za-z0-9_-]{1,120}$/;

/** `downloads/default.mp4`, which redirects to the file. The service's answer to an invalid file name is unknown. */
export const download: RouteHandler<RouteOf<'download'>> = async (context, origin) => {
  const { url, route, video } = context;
  const file = video?.media.files.download;
  if (!video?.downloadable || !file) return null;
  const name = url.searchParams.get('filename');
  if (name !== null && !FILE_NAME.test(name)) {
    return new Response('The file name is invalid: use up to 120 letters, digits, "-" and "_".', { status: 400 });
  }
  if (!route.redirected) {
    const location = await fileLocation(context, video.uid, origin);
    return new Response(null, { status: 302, headers: { Location: location, 'Cache-Control': 'no-store' } });
  }
  return {
    headers: {
      'Content-Type': MEDIA_TYPES.video,
      'Content-Disposition': `attachment; filename="${name ?? 'default'}.mp4"`,
    },
    body: await video.media.open(file),
  };
};

/** URL of the file, relative so that it works below a path prefix. It contains the token or, as segments do, its own signature. */
async function fileLocation(
  context: RequestContext<RouteOf<'download'>>,
  videoUid: string,
  origin: OriginState,
): Promise<string> {
  const { route, url } = context;
  if (origin.options.segments !== 'signature') return `../dl/${route.file}${url.search}`;
  const signature = await signQuery(context, origin, { type: 'download', videoID: videoUid, track: route.file });
  return `../../${videoUid}/dl/${route.file}?${signature}${url.search.replace('?', '&')}`;
}
