import type { Video } from '../library/videos.js';
import { succeed } from './envelope.js';
import { refuseField } from './body.js';
import { type Call, type Handler, videoOf } from './call.js';
import { readVideoSettings } from './video-settings.js';
import { videoDetails } from './video-details.js';

const MOST_LISTED = 1000;

export const getVideo: Handler = async (call) => succeed(await videoDetails(videoOf(call), call.base));

export const editVideo: Handler = async (call) => {
  const { uid, created } = videoOf(call);
  const body = await call.body();
  const said = body.string('uid');
  if (said !== undefined && said !== uid) throw refuseField('uid', 'is another video’s');
  const edited = call.origin.videos.edit(uid, readVideoSettings(body, created));
  return succeed(await videoDetails(edited, call.base));
};

/** The service answers without a body. */
export const removeVideo: Handler = (call) => {
  call.origin.videos.remove(videoOf(call).uid);
  return new Response(null, { status: 200 });
};

/** Newest first, or oldest with `asc=true`. */
export const listVideos: Handler = ({ origin, base, query }) => answerList([...origin.videos], base, query);

export async function answerList(all: readonly Video[], base: string, query: URLSearchParams): Promise<Response> {
  const found = all.filter((video) => matches(video, query)).toSorted(byAge(query.get('asc') === 'true'));
  const listed = found.slice(0, readLimit(query));
  const counts = query.get('include_counts') === 'true' ? { total: found.length, range: listed.length } : {};
  return succeed(await Promise.all(listed.map((video) => videoDetails(video, base))), counts);
}

/** The filters of the list: whoever names none gets all. */
function matches(video: Video, query: URLSearchParams): boolean {
  const name = typeof video.meta['name'] === 'string' ? video.meta['name'] : '';
  const created = Date.parse(video.created);
  const filters: Readonly<Record<string, (wanted: string) => boolean>> = {
    id: (wanted) => wanted.split(',').includes(video.uid),
    name: (wanted) => wanted.split(',').some((one) => one === name || one === video.uid),
    video_name: (wanted) => wanted === name,
    search: (wanted) => name.toLowerCase().includes(wanted.toLowerCase()),
    status: (wanted) => wanted === video.state,
    creator: (wanted) => wanted === video.creator,
    live_input_id: (wanted) => wanted === video.broadcast?.liveInput,
    type: (wanted) => wanted === (video.broadcast ? 'live' : 'vod'),
    start: (wanted) => created > Date.parse(wanted),
    after: (wanted) => created > Date.parse(wanted),
    end: (wanted) => created < Date.parse(wanted),
    before: (wanted) => created < Date.parse(wanted),
  };
  return Object.entries(filters).every(([filter, test]) => !query.get(filter) || test(query.get(filter)!));
}

const byAge = (ascending: boolean) => (one: Video, other: Video) =>
  (ascending ? 1 : -1) * (Date.parse(one.created) - Date.parse(other.created));

function readLimit(query: URLSearchParams): number {
  const limit = Number(query.get('limit') ?? MOST_LISTED);
  if (Number.isInteger(limit) && limit > 0 && limit <= MOST_LISTED) return limit;
  throw refuseField('limit', `is not between 1 and ${MOST_LISTED}`);
}

/** `GET /<id>/captions`: what the film has; there is nothing to upload here. */
export const listCaptions: Handler = (call) =>
  succeed(
    videoOf(call).media.files.captions.map(({ language, label }) => ({
      language,
      label,
      generated: false,
      status: 'ready',
    })),
  );

/** `GET /<id>/embed`: the only answer that is no JSON. */
export const getEmbed: Handler = (call) => new Response(embed(call, videoOf(call)), { headers: { 'Content-Type': 'text/html; charset=utf-8' } }); // prettier-ignore

const embed = ({ base }: Call, { uid }: Video) =>
  `<iframe src="${base}/${uid}/iframe" style="border: none" allow="accelerometer; gyroscope; autoplay; encrypted-media; picture-in-picture;" allowfullscreen="true"></iframe>`;
