import type { Origin } from './origin.js';
import type { Asked } from './room.js';

/** How segments are allowed: by the token in their path, or by a signature of their own. Which of the two the service does is unknown. */
export interface SegmentAccess {
  /** Default `token`: the stricter, and the one that a player has to survive (stream-facts §2.4). */
  readonly segments: 'token' | 'signature';
  /** Seconds that an own signature lives, or as long as the token that the playlist was asked with. Default: for ever, as in all samples. */
  readonly segmentLifetime?: number | 'token' | undefined;
}

/**
 * The addresses of the files in one folder of a video (`video/240`, `audio/48`, `text`), as the service writes them into a playlist:
 * up to the root, and the id once more.
 */
export async function fileAddresses(
  { route, video, token }: Asked<Asked['route'] & { readonly id: string }>,
  { options, clock, segmentSigner }: Origin,
  folder: string,
): Promise<(file: string) => string> {
  if (!video || options.segments !== 'signature') {
    return (file) => `../../${encodeURIComponent(route.id)}/${folder}/${file}`;
  }
  const exp = expiry(options.segmentLifetime, token?.claims.exp, clock.now() / 1000);
  const sign = (type: 'init' | 'segment' | 'file') =>
    segmentSigner.sign({ type, videoID: video.uid, track: folder, ...(exp === undefined ? {} : { exp }) });
  const [init, segment, file] = await Promise.all([sign('init'), sign('segment'), sign('file')]);
  return (name) =>
    `../../${video.uid}/${folder}/${name}?${name.endsWith('.vtt') ? file : name === 'init.mp4' ? init : segment}`;
}

function expiry(lifetime: SegmentAccess['segmentLifetime'], exp: number | undefined, now: number): number | undefined {
  if (lifetime === 'token') return exp;
  return lifetime === undefined ? undefined : now + lifetime;
}
