import { headers } from 'next/headers';
import { preconnect } from 'react-dom';
import { mayWatch, VIDEO_ID } from './stream';
import { Video } from './video';

interface PageProps {
  readonly searchParams: Promise<{ readonly video?: string | string[] }>;
}

/** Contains no token: what a server component passes on stays in the document, in an inline script. The player asks the route. */
export default async function Page({ searchParams }: PageProps) {
  const { video } = await searchParams;
  const videoId = typeof video === 'string' ? video : VIDEO_ID;
  const streamOrigin = process.env.STREAM_ORIGIN;
  if (streamOrigin) preconnect(streamOrigin, { crossOrigin: 'anonymous' });
  return (
    <main>
      <h1>A private video in Next</h1>
      {mayWatch(await headers(), videoId) ? (
        <Video videoId={videoId} streamOrigin={streamOrigin} />
      ) : (
        <p role="alert">You may not watch this video.</p>
      )}
    </main>
  );
}
