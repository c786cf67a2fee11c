'use client';

import { SecureStreamPlayer } from '@secure-stream/react/player';
import { useState } from 'react';

interface VideoProps {
  readonly videoId: string;
  /** The first token, issued while the page was rendered. The route issues the next ones. */
  readonly token: string;
  readonly streamOrigin: string | undefined;
}

export function Video({ videoId, token, streamOrigin }: VideoProps) {
  const [renewals, setRenewals] = useState(0);
  return (
    <>
      <SecureStreamPlayer
        videoId={videoId}
        token={token}
        streamOrigin={streamOrigin}
        tokenEndpoint="/api/stream-token"
        autoplay
        muted
        playsInline
        onTokenRefresh={() => setRenewals((count) => count + 1)}
      />
      <p>Renewed {renewals} times.</p>
    </>
  );
}
