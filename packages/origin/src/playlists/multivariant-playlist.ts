import type { Cut, LanguageFile, Rendition } from '../library/media/media.js';
import { playlistName } from './playlist-names.js';
import type { Video } from '../library/videos.js';

/** What the multivariant playlist itself answers to; everything else in the query is handed on to the playlists in it. */
const OWN_PARAMETERS = ['clientBandwidthHint'];

/** The multivariant playlist (stream-facts §2.1). Variants stand in no order. A broadcast has no captions, and one sound. */
export function multivariantPlaylist({ uid, media, broadcast }: Video, { video, audio }: Cut, query: URLSearchParams) {
  const carried = new URLSearchParams(query);
  for (const name of OWN_PARAMETERS) carried.delete(name);
  // On every live playlist of the service that was seen, low latency or not (stream-facts §2.6).
  if (broadcast) carried.set('llhlsHBs', '0.5');
  const uri = (medium: 'video' | 'audio' | 'text', index: number) =>
    `${playlistName(uid, medium, index)}${carried.size ? `?${carried}` : ''}`;
  const { captions, dubs = [] } = broadcast ? { captions: [] } : media.files;
  const chosen = nearestTo(video, audio, query.get('clientBandwidthHint'));
  const ranked = [...video].sort((one, other) => one.track.height - other.track.height);
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group_audio",NAME="original",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="${uri('audio', 0)}"`,
    ...dubs.map(
      ({ label, language }, index) =>
        `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group_audio",NAME="${label}",LANGUAGE="${language}",DEFAULT=NO,AUTOSELECT=YES,URI="${uri('audio', index + 1)}"`,
    ),
    ...captions.map(
      ({ label, language }, index) =>
        `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="group_subtitles",NAME="${label}",LANGUAGE="${language}",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="${uri('text', index)}"`,
    ),
    ...video.flatMap((rendition, index) =>
      chosen && rendition !== chosen
        ? []
        : [
            `#EXT-X-STREAM-INF:${streamInf(rendition, audio, captions, ranked.indexOf(rendition) + 1)}`,
            uri('video', index),
          ],
    ),
    '',
  ].join('\n');
}

function streamInf(
  { track, bandwidth }: Rendition,
  audio: Rendition,
  captions: readonly LanguageFile[],
  score: number,
) {
  return [
    `RESOLUTION=${track.width}x${track.height}`,
    `CODECS="${track.codec},${audio.track.codec}"`,
    `BANDWIDTH=${bandwidth.peak + audio.bandwidth.peak}`,
    `AVERAGE-BANDWIDTH=${bandwidth.average + audio.bandwidth.average}`,
    `SCORE=${score.toFixed(1)}`,
    `FRAME-RATE=${track.frameRate.toFixed(3)}`,
    'AUDIO="group_audio"',
    ...(captions.length ? ['SUBTITLES="group_subtitles"'] : []),
  ].join(',');
}

/** The one rendition that is nearest to a hint in megabits; none when there is no usable hint. */
export function nearestTo(video: readonly Rendition[], audio: Rendition, hint: string | null): Rendition | undefined {
  const wanted = Number(hint || NaN) * 1_000_000;
  if (!(wanted >= 0)) return undefined;
  const distance = ({ bandwidth }: Rendition) => Math.abs(bandwidth.peak + audio.bandwidth.peak - wanted);
  return [...video].sort((one, other) => distance(one) - distance(other))[0];
}
