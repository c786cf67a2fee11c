import type { Rendition, Tracks } from '../library/media/rendition.js';
import type { Video } from '../library/videos.js';
import type { RequestContext } from '../request-context.js';
import type { LiveInputs } from './live-inputs.js';
import { Timeline } from './timeline.js';

/** The tracks of a video, cut into segments of the length that its kind has: video on demand or broadcast. */
export async function tracksOf({ media, broadcast }: Video): Promise<Tracks<Rendition>> {
  if (!broadcast) return media.tracks;
  const { video, audio } = await media.loop;
  return { video: video.map(({ source }) => source), audio: audio.source, dubs: [] };
}

/** The timeline of each track of a broadcast. Empty for a video on demand. */
export async function timelinesOf({ media, broadcast }: Video): Promise<Tracks<Timeline>> {
  const { video, audio } = await media.loop;
  const reference = video[0] ?? audio;
  const timeline = (rendition: typeof reference) => new Timeline(broadcast?.runs ?? [], rendition, reference);
  return { video: video.map(timeline), audio: timeline(audio), dubs: [] };
}

/** Whether a request gets low-latency HLS: it must ask for it, and the input must prefer it (Cloudflare documentation, "Start a live stream"). */
export const isLowLatency = ({ url, video }: RequestContext, inputs: LiveInputs): boolean =>
  url.searchParams.get('protocol') === 'llhls' &&
  (inputs.get(video?.broadcast?.liveInput ?? '')?.preferLowLatency ?? false);
