import { headers } from 'next/headers';
import { preconnect } from 'react-dom';
import { PAGE_VARIABLES, requireVariables } from '../scripts/environment.js';
import { authorize } from '../server/authorize.ts';
import { Player } from './player.tsx';

/** Rendered for each request: the values of the environment are those of the server, not those of the build. */
export const dynamic = 'force-dynamic';

/**
 * Contains no token: what a server component passes on stays in the document, in an inline script. The player requests
 * its tokens from the route, which decides again for each.
 */
export default async function Page() {
  const { env } = process;
  requireVariables(env, ...PAGE_VARIABLES);
  const videoId = env.PUBLIC_STREAM_VIDEO_ID ?? '';
  const request = new Request('http://localhost/', { headers: new Headers(await headers()) });
  const authorization = await authorize(request, { videoId }, env);
  if (!authorization || 'refused' in authorization) return <p role="alert">You may not watch this video.</p>;
  const { PUBLIC_STREAM_ORIGIN: streamOrigin, PUBLIC_STREAM_CUSTOMER_CODE: customerCode } = env;
  if (streamOrigin) preconnect(streamOrigin, { crossOrigin: 'anonymous' });
  return (
    <>
      <h1>A private video</h1>
      <Player videoId={videoId} customerCode={customerCode} streamOrigin={streamOrigin} />
    </>
  );
}
