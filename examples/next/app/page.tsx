import { headers } from 'next/headers';
import { getEndpoint, VIDEO_ID } from './stream';
import { Video } from './video';

/** Rendered for each request, since each viewer gets a token of their own. */
export const dynamic = 'force-dynamic';

interface PageProps {
  readonly searchParams: Promise<{ readonly video?: string | string[] }>;
}

export default async function Page({ searchParams }: PageProps) {
  const { video } = await searchParams;
  const videoId = typeof video === 'string' ? video : VIDEO_ID;
  const request = new Request('http://localhost/', { headers: new Headers(await headers()) });
  const result = await getEndpoint().issueToken(request, videoId);
  return (
    <main>
      <h1>A private video in Next</h1>
      {'token' in result ? (
        <Video videoId={videoId} token={result.token} streamOrigin={process.env.STREAM_ORIGIN} />
      ) : (
        <p role="alert">You may not watch this video.</p>
      )}
    </main>
  );
}
