import type { Cut, Rendition } from '../library/media/media.js';
import type { Asked } from '../request-context.js';
import type { Video } from '../library/videos.js';
import type { LiveInputs } from './live-inputs.js';
import { Timeline } from './timeline.js';

/** The tracks of a video: cut for a film, or as a broadcast has them. */
export async function mediaOf({ media, broadcast }: Video): Promise<Cut> {
  if (!broadcast) return { video: await media.video, audio: await media.audio, dubs: await media.dubs };
  const { video, audio } = await media.loop;
  return { video: video.map(({ film }): Rendition => film), audio: audio.film, dubs: [] };
}

/** What has been broadcast of each track. Of a film nothing has. */
export async function timelinesOf({ media, broadcast }: Video): Promise<Cut<Timeline>> {
  const { video, audio } = await media.loop;
  const picture = video[0] ?? audio;
  const timeline = (rendition: typeof picture) => new Timeline(broadcast?.runs ?? [], rendition, picture);
  return { video: video.map(timeline), audio: timeline(audio), dubs: [] };
}

/** Low latency is for who asks for it, from an input that prefers it (documentation: Start a live stream). */
export const isLowLatency = ({ url, video }: Asked, inputs: LiveInputs): boolean =>
  url.searchParams.get('protocol') === 'llhls' &&
  (inputs.get(video?.broadcast?.liveInput ?? '')?.preferLowLatency ?? false);
