import type { Video } from '../library/videos.js';
import { succeed, ApiError } from './envelope.js';
import { refuseField, type ApiContext, type ApiHandler, bodyOf, videoOf } from './context.js';
import { parseVideoSettings } from './video-settings.js';

const MAX_LISTED = 1000;

export const getVideo: ApiHandler = async (c) => succeed(await videoDetails(videoOf(c), c.env.baseUrl));

/**
 * `POST /copy`. Nothing is fetched from the URL: the new video has the media of the first one, and is ready at once. The service needs
 * a minute or more.
 */
export const copyVideo: ApiHandler = async (c) => {
  const { videos } = c.env.origin;
  const body = await bodyOf(c);
  if (!URL.canParse(body.string('url') ?? '')) throw refuseField('url', 'is not a URL');
  const [first] = videos;
  if (!first) throw new ApiError('value-refused', 'There is no video whose media the new one could have.');
  const settings = parseVideoSettings(body, new Date(c.env.origin.clock.now()).toISOString());
  const video = videos.add({ ...settings, uid: crypto.randomUUID().replaceAll('-', ''), media: first.media });
  return succeed(await videoDetails(video, c.env.baseUrl));
};

export const editVideo: ApiHandler = async (c) => {
  const { uid, created } = videoOf(c);
  const body = await bodyOf(c);
  const uidInBody = body.string('uid');
  if (uidInBody !== undefined && uidInBody !== uid) throw refuseField('uid', 'is the uid of another video');
  const edited = c.env.origin.videos.edit(uid, parseVideoSettings(body, created));
  return succeed(await videoDetails(edited, c.env.baseUrl));
};

/** Removes the video from the list, without a response body as in the service. Files of a library are never deleted. */
export const removeVideo: ApiHandler = (c) => {
  c.env.origin.videos.remove(videoOf(c).uid);
  return new Response(null, { status: 200 });
};

/** Newest first, or oldest with `asc=true`. */
export const listVideos: ApiHandler = (c) => respondWithList(c, [...c.env.origin.videos]);

export async function respondWithList(c: ApiContext, all: readonly Video[]): Promise<Response> {
  const query = new URL(c.req.url).searchParams;
  const found = all.filter((video) => matches(video, query)).toSorted(byAge(query.get('asc') === 'true'));
  const listed = found.slice(0, parseLimit(query));
  const counts = query.get('include_counts') === 'true' ? { total: found.length, range: listed.length } : {};
  return succeed(await Promise.all(listed.map((video) => videoDetails(video, c.env.baseUrl))), counts);
}

/** The filters of the list. An absent filter matches every video. */
function matches(video: Video, query: URLSearchParams): boolean {
  const name = typeof video.meta['name'] === 'string' ? video.meta['name'] : '';
  const created = Date.parse(video.created);
  const filters: Readonly<Record<string, (value: string) => boolean>> = {
    id: (value) => value.split(',').includes(video.uid),
    name: (value) => value.split(',').some((one) => one === name || one === video.uid),
    video_name: (value) => value === name,
    search: (value) => name.toLowerCase().includes(value.toLowerCase()),
    status: (value) => value === video.state,
    creator: (value) => value === video.creator,
    live_input_id: (value) => value === video.broadcast?.liveInput,
    type: (value) => value === (video.broadcast ? 'live' : 'vod'),
    start: (value) => created > Date.parse(value),
    after: (value) => created > Date.parse(value),
    end: (value) => created < Date.parse(value),
    before: (value) => created < Date.parse(value),
  };
  return Object.entries(filters).every(([filter, test]) => !query.get(filter) || test(query.get(filter)!));
}

const byAge = (ascending: boolean) => (one: Video, other: Video) =>
  (ascending ? 1 : -1) * (Date.parse(one.created) - Date.parse(other.created));

function parseLimit(query: URLSearchParams): number {
  const limit = Number(query.get('limit') ?? MAX_LISTED);
  if (Number.isInteger(limit) && limit > 0 && limit <= MAX_LISTED) return limit;
  throw refuseField('limit', `is not between 1 and ${MAX_LISTED}`);
}

/** `GET /<id>/captions`. Captions cannot be uploaded here. */
export const listCaptions: ApiHandler = (c) =>
  succeed(
    videoOf(c).media.files.captions.map(({ language, label }) => ({
      language,
      label,
      generated: false,
      status: 'ready',
    })),
  );

/** `GET /<id>/embed`: the only response that is not JSON. */
export const getEmbed: ApiHandler = (c) => new Response(embedCode(c.env.baseUrl, videoOf(c).uid), { headers: { 'Content-Type': 'text/html; charset=utf-8' } }); // prettier-ignore

const embedCode = (baseUrl: string, uid: string) =>
  `<iframe src="${baseUrl}/${uid}/iframe" style="border: none" allow="accelerometer; gyroscope; autoplay; encrypted-media; picture-in-picture;" allowfullscreen="true"></iframe>`;

/** The service creates the file, which takes a while; here it is ready at once. Of the service's two types, only `default` exists here. */
export const createDownload: ApiHandler = (c) => {
  const video = downloadableVideoOf(c);
  if (!video.media.files.download) throw new ApiError('value-refused', 'This video has no file to download.');
  return succeed(downloadsOf(c.env.origin.videos.edit(video.uid, { downloadable: true }), c.env.baseUrl));
};

export const listDownloads: ApiHandler = (c) => succeed(downloadsOf(videoOf(c), c.env.baseUrl));

export const removeDownload: ApiHandler = (c) => {
  c.env.origin.videos.edit(downloadableVideoOf(c).uid, { downloadable: false });
  return succeed('');
};

function downloadableVideoOf(c: ApiContext): Video {
  const type = c.req.param('type') ?? 'default';
  if (type !== 'default') throw new ApiError('value-refused', 'Only the default download is available here.');
  return videoOf(c);
}

const downloadsOf = ({ uid, downloadable, media }: Video, baseUrl: string) =>
  downloadable && media.files.download
    ? { default: { status: 'ready', url: `${baseUrl}/${uid}/downloads/default.mp4`, percentComplete: 100 } }
    : {};

/** A video as the API returns it. */
async function videoDetails(video: Video, baseUrl: string): Promise<object> {
  const { uid, created, modified, state, broadcast, media } = video;
  const url = `${baseUrl}/${uid}`;
  const { video: renditions, audio } = await media.tracks;
  const largest = renditions.toSorted((one, other) => other.track.height - one.track.height)[0];
  const ready = state === 'ready';
  return {
    uid,
    allowedOrigins: video.allowedOrigins,
    created,
    creator: video.creator,
    // -1 means unknown.
    duration: ready ? durationOf(video, largest?.duration ?? audio.duration) : -1,
    input: ready && largest ? { width: largest.track.width, height: largest.track.height } : { width: -1, height: -1 },
    ...(broadcast ? { liveInput: broadcast.liveInput } : {}),
    maxDurationSeconds: null,
    maxSizeBytes: null,
    meta: video.meta,
    modified,
    playback: { hls: `${url}/manifest/video.m3u8`, dash: `${url}/manifest/video.mpd` },
    preview: `${url}/watch`,
    readyToStream: ready,
    readyToStreamAt: ready ? created : null,
    requireSignedURLs: video.requireSignedURLs,
    scheduledDeletion: video.scheduledDeletion,
    size: [...renditions, audio].reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
    status: { state, ...(ready ? { pctComplete: '100.000000' } : {}), errorReasonCode: '', errorReasonText: '' },
    thumbnail: `${url}/thumbnails/thumbnail.jpg`,
    thumbnailTimestampPct: video.thumbnailTimestampPct,
    uploaded: created,
    uploadExpiry: null,
    watermark: null,
  };
}

/** Duration of a recording: the sum of its encoder runs. */
function durationOf({ broadcast }: Video, mediaDuration: number): number {
  if (!broadcast) return mediaDuration;
  return broadcast.runs.reduce((sum, { startedAt, endedAt }) => sum + ((endedAt ?? startedAt) - startedAt) / 1000, 0);
}
