'use client';

import { SecureStream } from '@secure-stream/react';
import { useState } from 'react';

interface FilmProps {
  readonly videoId: string;
  /** The first token, signed while the page was rendered. The next ones come from the route. */
  readonly token: string;
  readonly streamOrigin: string | undefined;
}

export function Film({ videoId, token, streamOrigin }: FilmProps) {
  const [renewals, setRenewals] = useState(0);
  return (
    <>
      <SecureStream
        videoId={videoId}
        token={token}
        streamOrigin={streamOrigin}
        tokenEndpoint="/api/stream-token"
        controls
        autoplay
        muted
        playsInline
        onTokenRefresh={() => setRenewals((count) => count + 1)}
      />
      <p>Renewed {renewals} times.</p>
    </>
  );
}
