import { type Content, textContent } from '../delivery/content.js';
import type { Video } from '../library/videos.js';
import { isLowLatency, timelinesOf, tracksOf } from '../live/video-tracks.js';
import type { RequestContext, RouteHandler } from '../request-context.js';
import type { RouteOf } from '../routes.js';
import type { OriginState } from '../state.js';
import { dashManifest } from './dash-manifest.js';
import { fileUrls } from './file-urls.js';
import { blockedUntil, livePlaylist, type LivePlaylistOptions, recordingPlaylist } from './live-playlist.js';
import { multivariantPlaylist } from './multivariant-playlist.js';
import { parsePlaylistName, playlistName, type PlaylistTrack } from './playlist-names.js';
import type { LanguageFile } from '../library/media/media.js';
import type { Rendition } from '../library/media/rendition.js';

/** `manifest/video.m3u8` and `manifest/video.mpd`. An idle live input answers 204 (docs/stream-facts.md, "Live"). */
export const multivariant: RouteHandler<RouteOf<'multivariant'>> = async (context, origin) => {
  const { route, url, video, liveInput } = context;
  if (!video) return liveInput ? noContent() : null;
  if (video.state === 'inprogress') return null;
  if (!(await hasBegun(video, origin.clock.now()))) return noContent();
  if (route.format === 'dash') return playlist('dash', await dashManifest({ ...context, video }, origin));
  return playlist('hls', multivariantPlaylist(video, await tracksOf(video), url.searchParams));
};

/** `manifest/stream_t<hash>_r<revision>.m3u8`: the media playlist of one track. */
export const mediaPlaylist: RouteHandler<RouteOf<'media-playlist'>> = async (context, origin) => {
  const { route, video, liveInput } = context;
  if (!video) return liveInput ? noContent() : null;
  const track = parsePlaylistName(video.uid, route.file);
  if (!track || video.state === 'inprogress') return null;
  if (track.medium === 'text') return captionsOf({ ...context, video }, origin, track.index);
  const { video: renditions, audio, dubs } = await tracksOf(video);
  const rendition = track.medium === 'video' ? renditions[track.index] : [audio, ...dubs][track.index];
  if (!rendition) return null;
  const uri = await fileUrls(context, origin, `${track.medium}/${rendition.name}`);
  return video.broadcast
    ? broadcastPlaylist({ ...context, video }, origin, track, uri)
    : playlist('hls', videoPlaylist(rendition, uri));
};

const playlist = (type: 'hls' | 'dash', text: string) => textContent(type, text, { 'Cache-Control': 'no-cache' });

const noContent = () => new Response(null, { status: 204 });

/** A broadcast has a playlist once each track has a complete segment. */
async function hasBegun(video: Video, now: number): Promise<boolean> {
  if (!video.broadcast) return true;
  const timelines = await timelinesOf(video);
  return [...timelines.video, timelines.audio].every((timeline) => timeline.count(now) > 0);
}

type PlaylistContext = RequestContext<RouteOf<'media-playlist'>> & { readonly video: Video };

async function captionsOf(context: PlaylistContext, origin: OriginState, index: number): Promise<Content | null> {
  const { media } = context.video;
  const caption = media.files.captions[index];
  if (!caption) return null;
  const uri = await fileUrls(context, origin, 'text');
  return playlist('hls', captionPlaylist(caption, uri, (await media.audio).duration));
}

/** A live playlist during the broadcast. Afterwards a recording, for requests by the uid of the video. */
async function broadcastPlaylist(
  context: PlaylistContext,
  origin: OriginState,
  { medium, index }: PlaylistTrack,
  uri: LivePlaylistOptions['uri'],
): Promise<Content | Response> {
  const { url, request, liveInput } = context;
  const { clock, videos, liveInputs, options } = origin;
  const current = () => videos.get(context.video.uid) ?? context.video;
  const find = async () => {
    const all = await timelinesOf(current());
    return { all, own: medium === 'video' ? all.video[index]! : all.audio };
  };
  let timelines = await find();
  const hasEnded = () => current().state !== 'live-inprogress';
  if (hasEnded() && !liveInput) return playlist('hls', recordingPlaylist(timelines.own, uri));

  const lowLatency = isLowLatency(context, liveInputs);
  if (lowLatency && !hasEnded()) {
    const time = blockedUntil(timelines.own, url.searchParams, clock.now());
    if (time === undefined) return new Response('The requested part is too far ahead.', { status: 400 });
    await clock.until(time, request.signal);
    timelines = await find();
  }
  const { all, own } = timelines;
  const dvr = url.searchParams.get('dvrEnabled') === 'true';
  const others = [
    ...all.video.map((timeline, at) => ({ medium: 'video' as const, at, timeline })),
    { medium: 'audio' as const, at: 0, timeline: all.audio },
  ];
  const text = livePlaylist(own, clock.now(), {
    window: dvr ? MAX_DVR_SEGMENTS : (options.liveWindow ?? DEFAULT_LIVE_SEGMENTS),
    dvr,
    lowLatency,
    ended: hasEnded(),
    uri,
    others: others
      .filter(({ timeline }) => timeline !== own)
      .map((other) => ({ uri: playlistName(context.video.uid, other.medium, other.at), timeline: other.timeline })),
  });
  return playlist('hls', text);
}

/** Cloudflare documentation, "DVR for live". */
const MAX_DVR_SEGMENTS = 7200;

/** 30 s. How many the service lists is unknown. */
const DEFAULT_LIVE_SEGMENTS = 15;

/** The media playlist of a video on demand (docs/stream-facts.md, "Playlists"). */
function videoPlaylist({ segments }: Rendition, uri: (file: string) => string): string {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-MEDIA-SEQUENCE:0',
    `#EXT-X-TARGETDURATION:${Math.ceil(Math.max(...segments.map(({ duration }) => duration)))}`,
    `#EXT-X-MAP:URI="${uri('init.mp4')}"`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...segments.flatMap(({ number, duration }) => [`#EXTINF:${duration.toFixed(5)},`, uri(`seg_${number}.mp4`)]),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}

/** The service serves one caption file for each language (docs/stream-facts.md, "URLs"). The form of its playlist is unknown. */
function captionPlaylist({ language }: LanguageFile, uri: (file: string) => string, duration: number): string {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-MEDIA-SEQUENCE:0',
    `#EXT-X-TARGETDURATION:${Math.ceil(duration)}`,
    `#EXTINF:${duration.toFixed(5)},`,
    uri(`${language}.vtt`),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}
