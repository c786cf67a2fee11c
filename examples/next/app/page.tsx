import { Film } from './film';
import { FILM, firstToken } from './stream';

/** Each viewer gets a token of their own, so the page is made anew for each. */
export const dynamic = 'force-dynamic';

export default async function Page() {
  return (
    <main>
      <h1>A private video in Next</h1>
      <Film videoId={FILM} token={await firstToken(FILM)} streamOrigin={process.env.STREAM_ORIGIN} />
    </main>
  );
}
