import type { Video } from '../library/videos.js';
import { succeed } from './envelope.js';
import { refuseField } from './body.js';
import { parseVideoSettings } from './video-settings.js';
import { videoDetails } from './video-details.js';
import { type ApiContext, type ApiHandler, bodyOf, videoOf } from './context.js';

const MAX_LISTED = 1000;

export const getVideo: ApiHandler = async (c) => succeed(await videoDetails(videoOf(c), c.env.baseUrl));

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
