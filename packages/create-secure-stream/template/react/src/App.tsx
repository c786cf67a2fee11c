import { SecureStreamPlayer } from '@secure-stream/react/player';
import { useState } from 'react';

const { PUBLIC_STREAM_VIDEO_ID } = import.meta.env;

export function App() {
  const [renewals, setRenewals] = useState(0);
  return (
    <>
      <h1>A private video</h1>
      <SecureStreamPlayer
        videoId={PUBLIC_STREAM_VIDEO_ID}
        customerCode={import.meta.env.PUBLIC_STREAM_CUSTOMER_CODE}
        streamOrigin={import.meta.env.PUBLIC_STREAM_ORIGIN}
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
