import { createTokenEndpoint, type TokenEndpoint } from '@secure-stream/signer';

export const VIDEO_ID = '5d5bc37ffcf54c9b82e996823bffbb81';

/** Seconds. Half an hour is usual; the tests use seconds. */
const TOKEN_LIFETIME_S = Number(process.env.TOKEN_LIFETIME ?? 1800);

/** Whether the viewer of a request may watch a video. Replace this with your own session. */
export const mayWatch = (headers: Pick<Headers, 'get'>, videoId: string): boolean =>
  videoId === VIDEO_ID && !/(?:^|;\s*)blocked=1(?:;|$)/.test(headers.get('cookie') ?? '');

let created: TokenEndpoint | undefined;

/** The endpoint of this process. Created with the first request: `next build` loads this module without the key. */
export const getEndpoint = (): TokenEndpoint =>
  (created ??= createTokenEndpoint({
    key: process.env.STREAM_SIGNING_JWK,
    authorize: ({ headers }, { videoId }) => mayWatch(headers, videoId) && { watermark: { text: 'ada@example.com' } },
    restrictions: { expiresIn: TOKEN_LIFETIME_S },
    onError: (error) => console.error(error),
  }));
