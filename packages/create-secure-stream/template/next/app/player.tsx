'use client';

import { SecureStreamPlayer } from '@secure-stream/react/player';
import { type ComponentProps, useState } from 'react';

export function Player(props: ComponentProps<typeof SecureStreamPlayer>) {
  const [renewals, setRenewals] = useState(0);
  return (
    <>
      <SecureStreamPlayer
        {...props}
        tokenEndpoint="/api/stream-token"
        autoplay
        muted
        playsInline
        onTokenRefresh={() => setRenewals((count) => count + 1)}
      />
      <p>Token renewals: {renewals}</p>
    </>
  );
}
