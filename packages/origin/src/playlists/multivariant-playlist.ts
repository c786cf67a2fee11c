import type { LanguageFile } from '../library/media/media.js';
import type { Rendition, Tracks } from '../library/media/rendition.js';
import { playlistName } from './playlist-names.js';
import type { Video } from '../library/videos.js';

/** Parameters of the multivariant playlist itself. All others are copied to the URLs of the media playlists. */
const OWN_PARAMETERS = ['clientBandwidthHint'];

/** The multivariant playlist (docs/stream-facts.md, "Playlists"). Variants are not sorted. A broadcast has no captions and no dubs. */
export function multivariantPlaylist(
  { uid, media, broadcast }: Video,
  { video, audio }: Tracks<Rendition>,
  query: URLSearchParams,
) {
  const copied = new URLSearchParams(query);
  for (const name of OWN_PARAMETERS) copied.delete(name);
  // Every live playlist of the service that was captured has it, with and without low latency (docs/stream-facts.md, "Live").
  if (broadcast) copied.set('llhlsHBs', '0.5');
  const uri = (medium: 'video' | 'audio' | 'text', index: number) =>
    `${playlistName(uid, medium, index)}${copied.size ? `?${copied}` : ''}`;
  const { captions, dubs = [] } = broadcast ? { captions: [] } : media.files;
  const selected = nearestRendition(video, audio, query.get('clientBandwidthHint'));
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
      selected && rendition !== selected
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

/** The rendition whose bandwidth is nearest to a hint in megabits per second; `undefined` without a valid hint. */
export function nearestRendition(
  video: readonly Rendition[],
  audio: Rendition,
  hint: string | null,
): Rendition | undefined {
  const target = Number(hint || NaN) * 1_000_000;
  if (!(target >= 0)) return undefined;
  const distance = ({ bandwidth }: Rendition) => Math.abs(bandwidth.peak + audio.bandwidth.peak - target);
  return [...video].sort((one, other) => distance(one) - distance(other))[0];
}
