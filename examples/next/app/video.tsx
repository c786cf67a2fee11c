'use client';

import { SecureStreamPlayer } from '@secure-stream/react/player';
import { useState } from 'react';

interface VideoProps {
  readonly videoId: string;
  readonly streamOrigin: string | undefined;
}

export function Video({ videoId, streamOrigin }: VideoProps) {
  const [renewals, setRenewals] = useState(0);
  return (
    <>
      <SecureStreamPlayer
        videoId={videoId}
        streamOrigin={streamOrigin}
        tokenEndpoint="/api/stream-token"
        requireWatermark
        autoplay
        muted
        playsInline
        onTokenRefresh={() => setRenewals((count) => count + 1)}
      />
      <p>Renewed {renewals} times.</p>
    </>
  );
}
