import type { StreamErrorReason } from '@secure-stream/element';
import {
  SecureStream,
  type SecureStreamElement,
  type SecureStreamProps,
  useSecureStreamState,
} from '@secure-stream/react';
import { LazySecureStream } from '@secure-stream/react/lazy';
import { SecureStreamPlayer, type SecureStreamPlayerElement } from '@secure-stream/react/player';
import { createRef, useRef } from 'react';

/** Checked by the compiler only. Each line marked `@ts-expect-error` must fail to compile. */
export const compiles = [
  <SecureStream
    key={1}
    videoId="v"
    customerCode="c"
    tokenEndpoint="/api/stream-token"
    controls
    autoplay
    playsInline
    muted
  />,
  <SecureStream
    key={2}
    engine="iframe"
    tokenMethod="GET"
    tokenCredentials="include"
    renewBefore={3}
    startTime={12.5}
    live
    dvr
  />,
  <SecureStream
    key={3}
    videoId="v"
    tokenProvider={async ({ reason, signal }) => (await fetch(`/t?${reason}`, { signal })).text()}
  />,
  <SecureStream
    key={4}
    tokenRequest={{ headers: { Authorization: 'Bearer …' } }}
    hlsConfig={{ maxBufferLength: 10 }}
  />,
  <SecureStream
    key={5}
    tokenRequest={() => ({ body: { course: 7 } })}
    videoId={undefined}
    preload="none"
    loading="lazy"
    poster="/p.jpg"
  />,
  <SecureStream
    key={6}
    onError={({ error }) => takesReason(error.reason)}
    onTokenExpiring={(event) => event.preventDefault()}
    onTokenRefreshError={({ error }) => takesReason(error.reason)}
    onTimeUpdate={(event) => event.preventDefault()}
    onEnterPictureInPicture={() => {}}
    onClick={(event) => event.currentTarget.play()}
  />,
  <SecureStream
    key={7}
    className="player"
    style={{ width: 640 }}
    id="player"
    lang="de"
    data-course="7"
    aria-label="Film"
    tabIndex={0}
  >
    <img slot="poster" alt="" />
  </SecureStream>,
  <LazySecureStream
    key={8}
    videoId="v"
    placeholder={<p>Soon</p>}
    rootMargin="200px"
    ref={createRef<SecureStreamElement>()}
  />,
  <SecureStreamPlayer
    key={9}
    videoId="v"
    videoTitle="Film"
    resume="ask"
    tokenEndpoint="/api/stream-token"
    ref={createRef<SecureStreamPlayerElement>()}
    onError={({ error }) => takesReason(error.reason)}
    onClick={(event) => event.currentTarget.play()}
    onPause={({ target }) => target.nextVideoId}
    onNextVideo={({ target, currentTarget }) => [target.play(), (currentTarget.videoId = 'w')]}
  />,
  <SecureStream
    key={10}
    onTimeUpdate={({ target, currentTarget }) => [target.currentTime, currentTarget.currentTime]}
    onError={({ error, currentTarget }) => [takesReason(error.reason), currentTarget.retry()]}
  />,
];

export const refused = [
  // @ts-expect-error `<secure-stream>` has no next video
  <SecureStream key={0} onPause={({ target }) => target.nextVideoId} />,
  // @ts-expect-error `videoID` is not a property
  <SecureStream key={1} videoID="v" />,
  // @ts-expect-error a number is not an id
  <SecureStream key={2} videoId={7} />,
  // @ts-expect-error there is no such engine
  <SecureStream key={3} engine="dash" />,
  // @ts-expect-error the property is `autoplay`, as in HTML
  <SecureStream key={4} autoPlay />,
  // @ts-expect-error `paused` is read-only
  <SecureStream key={5} state="ready" />,
  // @ts-expect-error a position would be set at each render
  <SecureStream key={6} currentTime={3} />,
  // @ts-expect-error a method is called through the ref
  <SecureStream key={7} play={() => {}} />,
  // @ts-expect-error the source is the video's id
  <SecureStream key={8} src="video.mp4" />,
  // @ts-expect-error a provider returns a token
  <SecureStream key={9} tokenProvider={() => 7} />,
  // @ts-expect-error the event has an error, not a detail
  <SecureStream key={10} onError={(event) => event.detail} />,
  // @ts-expect-error the name is `onTokenRefresh`
  <SecureStream key={11} onTokenRefreshed={() => {}} />,
  // @ts-expect-error the ref is not a <video>
  <SecureStream key={12} ref={createRef<HTMLVideoElement>()} />,
  // @ts-expect-error only the lazy component has a placeholder
  <SecureStream key={13} placeholder={<p>Soon</p>} />,
  // @ts-expect-error the ref is the player
  <SecureStreamPlayer key={14} ref={createRef<SecureStreamElement>()} />,
];

export function Refs() {
  const ref = useRef<SecureStreamElement>(null);
  const state: 'idle' | 'loading' | 'ready' | 'renewing' | 'ended' | 'error' = useSecureStreamState(ref);
  const seek = () => void ref.current?.refreshToken();
  return <SecureStream ref={ref} title={state} onCanPlay={seek} />;
}

export function PlayerRefs() {
  const ref = useRef<SecureStreamPlayerElement>(null);
  return <SecureStreamPlayer ref={ref} title={useSecureStreamState(ref)} />;
}

export const complete: Required<
  Pick<SecureStreamProps, 'token' | 'sdkSrc' | 'adUrl' | 'lowLatency' | 'crossOrigin' | 'loop'>
> = {
  token: 't',
  sdkSrc: '/sdk.js',
  adUrl: '/vast',
  lowLatency: true,
  crossOrigin: 'anonymous',
  loop: false,
};

const takesReason = (reason: StreamErrorReason) => void reason;
