import { fileAddresses } from './file-addresses.js';
import { mediaOf, timelinesOf } from './live/live-media.js';
import type { Timeline } from './live/timeline.js';
import type { Cut, Rendition } from './media/media.js';
import { nearestTo } from './multivariant.js';
import type { Origin } from './origin.js';
import type { Asked } from './room.js';
import type { Route } from './routes.js';
import type { Video } from './videos.js';

type AskedManifest = Asked<Extract<Route, { kind: 'multivariant' }>> & { readonly video: Video };

/** Ticks in a second of the segment times, which need no more than milliseconds. */
const TIMESCALE = 1000;

/** The DASH manifest (stream-facts §2.5): the same files, by number. How the service writes that of a live stream is unknown. */
export async function dashManifest(asked: AskedManifest, origin: Origin): Promise<string> {
  const { video, url } = asked;
  const media = await mediaOf(video);
  const chosen = nearestTo(media.video, media.audio, url.searchParams.get('clientBandwidthHint'));
  const pictures = media.video.filter((rendition) => !chosen || rendition === chosen);
  const timelines = video.broadcast ? await timelinesOf(video) : null;
  const representation = async (rendition: Rendition) => {
    const uri = await fileAddresses(asked, origin, `${rendition.medium}/${rendition.name}`);
    return representationOf(rendition, uri, segmentTimes(rendition, timelines, origin));
  };
  const tracks = await Promise.all(pictures.map(representation));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" minBufferTime="PT4S" ${presentation(video, media, origin)}>`,
    '<Period id="0" start="PT0S">',
    `<AdaptationSet contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1">`,
    ...tracks,
    '</AdaptationSet>',
    '<AdaptationSet contentType="audio" mimeType="audio/mp4" lang="en" segmentAlignment="true" startWithSAP="1">',
    await representation(media.audio),
    '</AdaptationSet>',
    '</Period>',
    '</MPD>',
    '',
  ].join('\n');
}

function presentation({ broadcast, state }: Video, { audio }: Cut, { clock, options }: Origin): string {
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
  readonly first: number;
  /** Seconds. */
  readonly start: number;
  readonly durations: readonly number[];
}

/** Of a broadcast, what is in the window of its first run; a later run would be a period of its own. */
function segmentTimes(rendition: Rendition, timelines: Cut<Timeline> | null, { clock, options }: Origin): SegmentTimes {
  const timeline = timelines && [...timelines.video, timelines.audio].find((one) => one.rendition.film === rendition);
  if (!timeline) return { first: 1, start: 0, durations: rendition.segments.map(({ duration }) => duration) };
  const count = timeline.count(clock.now());
  const first = Math.max(0, count - (options.liveWindow ?? 15));
  const segments = Array.from({ length: count - first }, (_, index) => timeline.at(first + index)!);
  return { first: first + 1, start: segments[0]?.time ?? 0, durations: segments.map(({ duration }) => duration) };
}

function representationOf(rendition: Rendition, uri: (file: string) => string, times: SegmentTimes): string {
  const { track, bandwidth, medium, name } = rendition;
  const picture = `width="${track.width}" height="${track.height}" frameRate="${Math.round(track.frameRate)}"`;
  const sound = 'audioSamplingRate="32000"';
  const base = (file: string) => uri(file).replaceAll('&', '&amp;');
  let at = times.start;
  const entries = times.durations.map((duration, index) => {
    const start = Math.round(at * TIMESCALE);
    at += duration;
    return `<S${index === 0 ? ` t="${start}"` : ''} d="${Math.round(at * TIMESCALE) - start}"/>`;
  });
  return [
    `<Representation id="${medium}-${name}" bandwidth="${bandwidth.peak}" codecs="${track.codec}" ${medium === 'video' ? picture : sound}>`,
    `<SegmentTemplate timescale="${TIMESCALE}" startNumber="${times.first}" initialization="${base('init.mp4')}" media="${base('seg_$Number$.mp4')}">`,
    `<SegmentTimeline>${entries.join('')}</SegmentTimeline>`,
    '</SegmentTemplate>',
    '</Representation>',
  ].join('\n');
}
