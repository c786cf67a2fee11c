import type { Origin } from '../origin.js';
import type { Asked } from '../request-context.js';
import type { SegmentGrant } from '../access/segment-signer.js';

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
  asked: Asked<Asked['route'] & { readonly id: string }>,
  origin: Origin,
  folder: string,
): Promise<(file: string) => string> {
  const { route, video } = asked;
  if (!video || origin.options.segments !== 'signature') {
    return (file) => `../../${encodeURIComponent(route.id)}/${folder}/${file}`;
  }
  const sign = (type: SegmentGrant['type']) => signedQuery(asked, origin, { type, videoID: video.uid, track: folder });
  const [init, segment, text] = await Promise.all([sign('init'), sign('segment'), sign('file')]);
  return (file) =>
    `../../${video.uid}/${folder}/${file}?${folder === 'text' ? text : file === 'init.mp4' ? init : segment}`;
}

/** The `p` and `s` of an address, with the expiry that the options give it. */
export function signedQuery({ token }: Asked, { options, clock, segmentSigner }: Origin, grant: SegmentGrant) {
  const { segmentLifetime } = options;
  const exp =
    segmentLifetime === 'token'
      ? token?.claims.exp
      : segmentLifetime === undefined
        ? undefined
        : clock.now() / 1000 + segmentLifetime;
  return segmentSigner.sign(exp === undefined ? grant : { ...grant, exp });
}
