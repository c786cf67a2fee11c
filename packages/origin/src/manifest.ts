import { MEDIA_TYPES } from './answer.js';
import type { CaptionFile, Media, Rendition } from './media/media.js';
import type { Room } from './room.js';
import { playlistName, readPlaylistName } from './playlist-names.js';

/** The HLS playlists of a video (stream-facts §2.1 and §2.2). */
export const manifest: Room = async ({ url, route, video }) => {
  if (!video) return null;
  const { uid, media } = video;
  if (route.kind === 'multivariant' && route.format === 'hls') {
    return playlist(await multivariantPlaylist(uid, media, url.searchParams));
  }
  if (route.kind !== 'media-playlist') return null;
  const track = readPlaylistName(uid, route.hash, route.revision);
  if (!track) return null;
  const base = `../../${encodeURIComponent(route.id)}`;
  if (track.medium === 'text') {
    const caption = media.files.captions[track.index];
    return caption ? playlist(captionPlaylist(caption, base, (await media.audio).duration)) : null;
  }
  const rendition = track.medium === 'video' ? (await media.video)[track.index] : await media.audio;
  return rendition ? playlist(mediaPlaylist(rendition, base)) : null;
};

const playlist = (text: string) =>
  new Response(text, { headers: { 'Content-Type': MEDIA_TYPES.hls, 'Cache-Control': 'no-cache' } });

/** What the multivariant playlist itself answers to; everything else in the query is handed on to the playlists in it. */
const OWN_PARAMETERS = ['clientBandwidthHint'];

async function multivariantPlaylist(uid: string, media: Media, query: URLSearchParams): Promise<string> {
  const carried = new URLSearchParams(query);
  for (const name of OWN_PARAMETERS) carried.delete(name);
  const uri = (medium: 'video' | 'audio' | 'text', index: number) =>
    `${playlistName(uid, medium, index)}${carried.size ? `?${carried}` : ''}`;
  const audio = await media.audio;
  const video = await media.video;
  const { captions } = media.files;
  const chosen = nearestTo(video, audio, query.get('clientBandwidthHint'));
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group_audio",NAME="original",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="${uri('audio', 0)}"`,
    ...captions.map(
      ({ label, language }, index) =>
        `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="group_subtitles",NAME="${label}",LANGUAGE="${language}",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="${uri('text', index)}"`,
    ),
    ...video.flatMap((rendition, index) =>
      chosen && rendition !== chosen
        ? []
        : [`#EXT-X-STREAM-INF:${streamInf(rendition, audio, captions)}`, uri('video', index)],
    ),
    '',
  ].join('\n');
}

function streamInf({ track, bandwidth }: Rendition, audio: Rendition, captions: readonly CaptionFile[]): string {
  return [
    `RESOLUTION=${track.width}x${track.height}`,
    `CODECS="${track.codec},${audio.track.codec}"`,
    `BANDWIDTH=${bandwidth.peak + audio.bandwidth.peak}`,
    `AVERAGE-BANDWIDTH=${bandwidth.average + audio.bandwidth.average}`,
    `FRAME-RATE=${track.frameRate.toFixed(3)}`,
    'AUDIO="group_audio"',
    ...(captions.length ? ['SUBTITLES="group_subtitles"'] : []),
  ].join(',');
}

/** The one rendition that is nearest to a hint in megabits; none when there is no usable hint. */
function nearestTo(video: readonly Rendition[], audio: Rendition, hint: string | null): Rendition | undefined {
  const wanted = Number(hint || NaN) * 1_000_000;
  if (!(wanted >= 0)) return undefined;
  const distance = ({ bandwidth }: Rendition) => Math.abs(bandwidth.peak + audio.bandwidth.peak - wanted);
  return [...video].sort((one, other) => distance(one) - distance(other))[0];
}

function mediaPlaylist({ medium, name, segments }: Rendition, base: string): string {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-MEDIA-SEQUENCE:0',
    `#EXT-X-TARGETDURATION:${Math.ceil(Math.max(...segments.map(({ duration }) => duration)))}`,
    `#EXT-X-MAP:URI="${base}/${medium}/${name}/init.mp4"`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...segments.flatMap(({ number, duration }) => [
      `#EXTINF:${duration.toFixed(5)},`,
      `${base}/${medium}/${name}/seg_${number}.mp4`,
    ]),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}

/** The service serves one file for a language (stream-facts §1.2); how its playlist looks is unknown. */
function captionPlaylist({ language }: CaptionFile, base: string, duration: number): string {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-MEDIA-SEQUENCE:0',
    `#EXT-X-TARGETDURATION:${Math.ceil(duration)}`,
    `#EXTINF:${duration.toFixed(5)},`,
    `${base}/text/${language}.vtt`,
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}
