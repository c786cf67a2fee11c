import { MEDIA_TYPES } from '../delivery/answer.js';
import { dashManifest } from './dash-manifest.js';
import { fileAddresses } from './file-urls.js';
import { captionPlaylist, filmPlaylist } from './video-playlist.js';
import { isLowLatency, mediaOf, timelinesOf } from '../live/live-media.js';
import { blockedUntil, livePlaylist, type LiveView, recordingPlaylist } from './live-playlist.js';
import { multivariantPlaylist } from './multivariant-playlist.js';
import type { Origin } from '../origin.js';
import { playlistName, type PlaylistTrack, readPlaylistName } from './playlist-names.js';
import type { Asked, Room } from '../request-context.js';
import type { Route } from '../routes.js';
import type { Video } from '../library/videos.js';

/** The playlists of a video or a live input (stream-facts §2). An idle input has none: 204. */
export const manifest: Room = async (asked, origin) => {
  const { route, video, input } = asked;
  if (route.kind !== 'multivariant' && route.kind !== 'media-playlist') return null;
  if (!video) return input ? new Response(null, { status: 204 }) : null;
  if (video.state === 'inprogress') return null;
  if (route.kind === 'media-playlist') return mediaPlaylist({ ...asked, route, video }, origin);
  if (!(await hasBegun(video, origin.clock.now()))) return new Response(null, { status: 204 });
  if (route.format === 'dash') return document(await dashManifest({ ...asked, route, video }, origin), 'dash');
  return document(multivariantPlaylist(video, await mediaOf(video), asked.url.searchParams), 'hls');
};

/** A broadcast is not there before its first segment is. */
async function hasBegun(video: Video, now: number): Promise<boolean> {
  if (!video.broadcast) return true;
  const { video: pictures, audio } = await timelinesOf(video);
  return [...pictures, audio].every((timeline) => timeline.count(now) > 0);
}

const document = (text: string, type: 'hls' | 'dash') =>
  new Response(text, { headers: { 'Content-Type': MEDIA_TYPES[type], 'Cache-Control': 'no-cache' } });

type AskedPlaylist = Asked<Extract<Route, { kind: 'media-playlist' }>> & { readonly video: Video };

async function mediaPlaylist(asked: AskedPlaylist, origin: Origin): Promise<Response | null> {
  const { route, video } = asked;
  const track = readPlaylistName(video.uid, route.hash, route.revision);
  if (!track) return null;
  if (track.medium === 'text') return textPlaylist(asked, origin, track.index);
  const { video: pictures, audio, dubs } = await mediaOf(video);
  const rendition = track.medium === 'video' ? pictures[track.index] : [audio, ...dubs][track.index];
  if (!rendition) return null;
  const uri = await fileAddresses(asked, origin, `${track.medium}/${rendition.name}`);
  return video.broadcast ? broadcastPlaylist(asked, origin, track, uri) : document(filmPlaylist(rendition, uri), 'hls');
}

async function textPlaylist(asked: AskedPlaylist, origin: Origin, index: number): Promise<Response | null> {
  const { media } = asked.video;
  const caption = media.files.captions[index];
  if (!caption) return null;
  const uri = await fileAddresses(asked, origin, 'text');
  return document(captionPlaylist(caption, uri, (await media.audio).duration), 'hls');
}

/** Live while it is on; whole, once it is over, for whoever comes by the video. */
async function broadcastPlaylist(
  asked: AskedPlaylist,
  origin: Origin,
  { medium, index }: PlaylistTrack,
  uri: LiveView['uri'],
): Promise<Response> {
  const { url, request, input } = asked;
  const { clock, videos, liveInputs, options } = origin;
  const current = () => videos.get(asked.video.uid) ?? asked.video;
  const find = async () => {
    const timelines = await timelinesOf(current());
    return { timelines, own: medium === 'video' ? timelines.video[index]! : timelines.audio };
  };
  let { timelines, own } = await find();
  const ended = () => current().state !== 'live-inprogress';
  if (ended() && !input) return document(recordingPlaylist(own, uri), 'hls');

  const lowLatency = isLowLatency(asked, liveInputs);
  if (lowLatency && !ended()) {
    const time = blockedUntil(own, url.searchParams, clock.now());
    if (time === undefined) return new Response('No such part will be there soon.', { status: 400 });
    await clock.until(time, request.signal);
    ({ timelines, own } = await find());
  }
  const dvr = url.searchParams.get('dvrEnabled') === 'true';
  const others = [
    ...timelines.video.map((timeline, at) => ({ medium: 'video' as const, at, timeline })),
    { medium: 'audio' as const, at: 0, timeline: timelines.audio },
  ];
  const view: LiveView = {
    window: dvr ? MOST_DVR_SEGMENTS : (options.liveWindow ?? 15),
    dvr,
    lowLatency,
    ended: ended(),
    uri,
    others: others
      .filter((other) => other.timeline !== own)
      .map((other) => ({ uri: playlistName(asked.video.uid, other.medium, other.at), timeline: other.timeline })),
  };
  return document(livePlaylist(own, clock.now(), view), 'hls');
}

/** Documentation: DVR for live. */
const MOST_DVR_SEGMENTS = 7200;
