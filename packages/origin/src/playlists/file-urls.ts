import type { SegmentGrant } from '../access/segment-signer.js';
import type { RequestContext } from '../request-context.js';
import type { VideoRoute } from '../routes.js';
import type { OriginState } from '../state.js';

/**
 * Returns a function that writes the URLs of the files in one folder of a video (`video/240`, `audio/48`, `text`). Like the service's, they
 * are relative and repeat the id: `../../<id>/video/240/seg_1.mp4`.
 */
export async function fileUrls(
  context: RequestContext<VideoRoute>,
  origin: OriginState,
  folder: string,
): Promise<(file: string) => string> {
  const { route, video } = context;
  if (!video || origin.options.segments !== 'signature') {
    return (file) => `../../${encodeURIComponent(route.id)}/${folder}/${file}`;
  }
  const sign = (type: SegmentGrant['type']) => signQuery(context, origin, { type, videoID: video.uid, track: folder });
  const [init, segment, text] = await Promise.all([sign('init'), sign('segment'), sign('file')]);
  return (file) =>
    `../../${video.uid}/${folder}/${file}?${folder === 'text' ? text : file === 'init.mp4' ? init : segment}`;
}

/** Creates the `p` and `s` of a file's URL, with the expiry that the options define. */
export function signQuery(
  { token }: RequestContext,
  { options, clock, segmentSigner }: OriginState,
  grant: SegmentGrant,
): Promise<string> {
  const { segmentLifetime } = options;
  const exp =
    segmentLifetime === 'token'
      ? token?.claims.exp
      : segmentLifetime === undefined
        ? undefined
        : clock.now() / 1000 + segmentLifetime;
  return segmentSigner.sign(exp === undefined ? grant : { ...grant, exp });
}
