import { SecureStream } from '@secure-stream/react';

export default function Page() {
  return (
    <SecureStream
      videoId="{{VIDEO_ID}}"
      streamOrigin="{{STREAM_ORIGIN}}"
      tokenEndpoint="/api/stream-token"
      muted
      autoplay
      controls
    />
  );
}
