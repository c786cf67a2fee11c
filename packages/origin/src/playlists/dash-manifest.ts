import type { Rendition, Tracks } from '../library/media/rendition.js';
import type { Video } from '../library/videos.js';
import { tracksOf } from '../live/video-tracks.js';
import type { RequestContext } from '../request-context.js';
import type { RouteOf } from '../routes.js';
import type { OriginState } from '../state.js';
import { fileUrls } from './file-urls.js';
import { nearestRendition } from './multivariant-playlist.js';

type ManifestContext = RequestContext<RouteOf<'multivariant'>> & { readonly video: Video };

/** Ticks per second of the segment times: milliseconds are precise enough. */
const TIMESCALE = 1000;

/** The DASH manifest (docs/stream-facts.md, "DASH"): the same files, by number. The service's form for a live stream is unknown. */
export async function dashManifest(context: ManifestContext, origin: OriginState): Promise<string> {
  const { video, url } = context;
  const tracks = await tracksOf(video);
  const selected = nearestRendition(tracks.video, tracks.audio, url.searchParams.get('clientBandwidthHint'));
  const renditions = tracks.video.filter((rendition) => !selected || rendition === selected);
  const representation = async (rendition: Rendition) => {
    const uri = await fileUrls(context, origin, `${rendition.medium}/${rendition.name}`);
    return representationOf(rendition, uri, video.broadcast ? averageTimes(rendition) : exactTimes(rendition));
  };
  const videos = await Promise.all(renditions.map(representation));
  const audios = await Promise.all([tracks.audio, ...tracks.dubs].map(representation));
  const languages = ['en', ...(video.media.files.dubs ?? []).map(({ language }) => language)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" minBufferTime="PT4S" ${presentation(video, tracks, origin)}>`,
    '<Period id="0" start="PT0S">',
    `<AdaptationSet contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1">`,
    ...videos,
    '</AdaptationSet>',
    ...audios.flatMap((audio, index) => [
      `<AdaptationSet contentType="audio" mimeType="audio/mp4" lang="${languages[index]}" segmentAlignment="true" startWithSAP="1">`,
      audio,
      '</AdaptationSet>',
    ]),
    '</Period>',
    '</MPD>',
    '',
  ].join('\n');
}

function presentation(
  { broadcast, state }: Video,
  { audio }: Tracks<Rendition>,
  { clock, options }: OriginState,
): string {
  const [run] = broadcast?.runs ?? [];
  if (!run) return `type="static" mediaPresentationDuration="PT${audio.duration}S"`;
  if (state !== 'live-inprogress') {
    const end = broadcast?.runs.at(-1)?.endedAt ?? clock.now();
    return `type="static" mediaPresentationDuration="PT${(end - run.startedAt) / 1000}S"`;
  }
  const window = `minimumUpdatePeriod="PT2S" timeShiftBufferDepth="PT${2 * (options.liveWindow ?? 15)}S"`;
  return `type="dynamic" availabilityStartTime="${new Date(run.startedAt).toISOString()}" publishTime="${new Date(clock.now()).toISOString()}" ${window}`;
}

interface SegmentTimes {
  readonly attributes: string;
  readonly timeline: string;
}

/** Lists the time of each segment of a video on demand. */
function exactTimes({ segments }: Rendition): SegmentTimes {
  const entries = segments.map(({ time, duration }, index) => {
    const [start, end] = [time, time + duration].map((seconds) => Math.round(seconds * TIMESCALE)) as [number, number];
    return `<S${index === 0 ? ` t="${start}"` : ''} d="${end - start}"/>`;
  });
  return { attributes: '', timeline: `<SegmentTimeline>${entries.join('')}</SegmentTimeline>` };
}

/**
 * Segments of a broadcast have about the same length and are numbered from its start, so that a player computes the newest one from the
 * clock. A request that comes slightly too early waits. A later encoder run would need a period of its own and is not included.
 */
function averageTimes({ segments, duration }: Rendition): SegmentTimes {
  return { attributes: ` duration="${Math.round((duration / segments.length) * TIMESCALE)}"`, timeline: '' };
}

function representationOf(rendition: Rendition, uri: (file: string) => string, times: SegmentTimes): string {
  const { track, bandwidth, medium, name } = rendition;
  const videoAttributes = `width="${track.width}" height="${track.height}" frameRate="${Math.round(track.frameRate)}"`;
  const audioAttributes = 'audioSamplingRate="32000"';
  const escapedUri = (file: string) => uri(file).replaceAll('&', '&amp;');
  return [
    `<Representation id="${medium}-${name}" bandwidth="${bandwidth.peak}" codecs="${track.codec}" ${medium === 'video' ? videoAttributes : audioAttributes}>`,
    `<SegmentTemplate timescale="${TIMESCALE}" startNumber="1"${times.attributes} initialization="${escapedUri('init.mp4')}" media="${escapedUri('seg_$Number$.mp4')}">`,
    times.timeline,
    '</SegmentTemplate>',
    '</Representation>',
  ].join('\n');
}
