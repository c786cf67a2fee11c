import { fileAddresses } from './file-urls.js';
import { mediaOf } from '../live/live-media.js';
import type { Cut, Rendition } from '../library/media/media.js';
import { nearestTo } from './multivariant-playlist.js';
import type { Origin } from '../origin.js';
import type { Asked } from '../request-context.js';
import type { Route } from '../routes.js';
import type { Video } from '../library/videos.js';

type AskedManifest = Asked<Extract<Route, { kind: 'multivariant' }>> & { readonly video: Video };

/** Ticks in a second of the segment times, which need no more than milliseconds. */
const TIMESCALE = 1000;

/** The DASH manifest (stream-facts §2.5): the same files, by number. How the service writes that of a live stream is unknown. */
export async function dashManifest(asked: AskedManifest, origin: Origin): Promise<string> {
  const { video, url } = asked;
  const media = await mediaOf(video);
  const chosen = nearestTo(media.video, media.audio, url.searchParams.get('clientBandwidthHint'));
  const pictures = media.video.filter((rendition) => !chosen || rendition === chosen);
  const representation = async (rendition: Rendition) => {
    const uri = await fileAddresses(asked, origin, `${rendition.medium}/${rendition.name}`);
    return representationOf(rendition, uri, video.broadcast ? evenly(rendition) : exactly(rendition));
  };
  const tracks = await Promise.all(pictures.map(representation));
  const sounds = await Promise.all([media.audio, ...media.dubs].map(representation));
  const languages = ['en', ...(video.media.files.dubs ?? []).map(({ language }) => language)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" minBufferTime="PT4S" ${presentation(video, media, origin)}>`,
    '<Period id="0" start="PT0S">',
    `<AdaptationSet contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1">`,
    ...tracks,
    '</AdaptationSet>',
    ...sounds.flatMap((representation, index) => [
      `<AdaptationSet contentType="audio" mimeType="audio/mp4" lang="${languages[index]}" segmentAlignment="true" startWithSAP="1">`,
      representation,
      '</AdaptationSet>',
    ]),
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
  readonly attributes: string;
  readonly timeline: string;
}

/** The times of a film's segments, one by one. */
function exactly({ segments }: Rendition): SegmentTimes {
  const entries = segments.map(({ time, duration }, index) => {
    const [start, end] = [time, time + duration].map((seconds) => Math.round(seconds * TIMESCALE)) as [number, number];
    return `<S${index === 0 ? ` t="${start}"` : ''} d="${end - start}"/>`;
  });
  return { attributes: '', timeline: `<SegmentTimeline>${entries.join('')}</SegmentTimeline>` };
}

/**
 * A broadcast's segments are about as long as one another, and numbered from its start: a player counts them by the clock. One that is
 * asked for a moment too early is waited for. A later run of the encoder would be a period of its own, and is left out.
 */
function evenly({ segments, duration }: Rendition): SegmentTimes {
  return { attributes: ` duration="${Math.round((duration / segments.length) * TIMESCALE)}"`, timeline: '' };
}

function representationOf(rendition: Rendition, uri: (file: string) => string, times: SegmentTimes): string {
  const { track, bandwidth, medium, name } = rendition;
  const picture = `width="${track.width}" height="${track.height}" frameRate="${Math.round(track.frameRate)}"`;
  const sound = 'audioSamplingRate="32000"';
  const base = (file: string) => uri(file).replaceAll('&', '&amp;');
  return [
    `<Representation id="${medium}-${name}" bandwidth="${bandwidth.peak}" codecs="${track.codec}" ${medium === 'video' ? picture : sound}>`,
    `<SegmentTemplate timescale="${TIMESCALE}" startNumber="1"${times.attributes} initialization="${base('init.mp4')}" media="${base('seg_$Number$.mp4')}">`,
    times.timeline,
    '</SegmentTemplate>',
    '</Representation>',
  ].join('\n');
}
