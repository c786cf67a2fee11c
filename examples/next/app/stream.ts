import { createTokenEndpoint, type TokenEndpoint } from '@secure-stream/signer';

export const VIDEO_ID = '5d5bc37ffcf54c9b82e996823bffbb81';

/** Seconds. Half an hour is usual; the tests use seconds. */
const TOKEN_LIFETIME_S = Number(process.env.TOKEN_LIFETIME ?? 1800);

/** Whether the viewer of a request may watch a video. Replace this with your own session. */
const mayWatch = (request: Request, videoId: string): boolean =>
  videoId === VIDEO_ID && !/(?:^|;\s*)blocked=1(?:;|$)/.test(request.headers.get('cookie') ?? '');

let created: TokenEndpoint | undefined;

/**
 * The endpoint of this process, which the page and the route share. Created with the first request: `next build` loads this module without the
 * key, and without a key there is no endpoint.
 */
export const getEndpoint = (): TokenEndpoint =>
  (created ??= createTokenEndpoint({
    key: process.env.STREAM_SIGNING_JWK,
    authorize: (request, { videoId }) => mayWatch(request, videoId),
    restrictions: { expiresIn: TOKEN_LIFETIME_S },
    onError: (error) => console.error(error),
  }));
