import { PAGE_VARIABLES, requireVariables } from '../scripts/environment.js';
import { Player } from './player.jsx';

/** Rendered for each request: the values of the environment are those of the server, not those of the build. */
export const dynamic = 'force-dynamic';

export default function Page() {
  const { env } = process;
  requireVariables(env, ...PAGE_VARIABLES);
  return (
    <>
      <h1>A private video</h1>
      <Player
        videoId={env.PUBLIC_STREAM_VIDEO_ID}
        customerCode={env.PUBLIC_STREAM_CUSTOMER_CODE}
        streamOrigin={env.PUBLIC_STREAM_ORIGIN}
      />
    </>
  );
}
