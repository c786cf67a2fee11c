import type { SecureStreamPlayerElement, SecureStreamPlayerProps } from '@secure-stream/react/player';
import { waitUntil } from '@secure-stream/test-server/wait';
import { createElement, lazy, Suspense, useState } from 'react';
import { expect, test } from 'vitest';
import { AUTOPLAY_PROPS, createContainer, openPlayground } from './page.ts';

const SecureStreamPlayer = lazy(async () => ({
  default: (await import('@secure-stream/react/player')).SecureStreamPlayer,
}));
const SecureStreamTranscript = lazy(async () => ({
  default: (await import('@secure-stream/react/transcript')).SecureStreamTranscript,
}));

test('a player of React.lazy plays beside its transcript, and reports the next video', async () => {
  const playground = await openPlayground();
  const { container, show } = createContainer();
  const nextVideos: string[] = [];
  function Page() {
    const [player, setPlayer] = useState<SecureStreamPlayerElement | null>(null);
    return createElement(
      Suspense,
      { fallback: 'Soon' },
      createElement(SecureStreamPlayer, {
        ...playground.source,
        ...AUTOPLAY_PROPS,
        ref: setPlayer,
        defaultTextTrack: 'en',
        nextVideoId: playground.source.videoId,
        onNextVideo(event) {
          event.preventDefault();
          nextVideos.push(event.videoId);
        },
      }),
      createElement(SecureStreamTranscript, { media: player }),
    );
  }
  show(createElement(Page));
  const findPlayer = () => container.querySelector('secure-stream-player');
  await waitUntil(() => (findPlayer()?.currentTime ?? 0) > 0, 'the first frame');
  const player = findPlayer()!;
  const lines = () =>
    container.querySelector('secure-stream-transcript')?.shadowRoot?.querySelectorAll('li').length ?? 0;
  await waitUntil(() => lines() > 0, 'the transcript');
  await player.play();
  player.currentTime = player.duration - 1;
  await waitUntil(() => nextVideos.length > 0, 'the event');
  expect(nextVideos).toEqual([playground.source.videoId]);
  expect(player.ended).toBe(true);
});

test('keeps playing the next video when the page renders again with the same props', async () => {
  const { demoVideo } = await import('@secure-stream/origin');
  const nextVideoId = 'ab'.repeat(16);
  const videos = [demoVideo(), { ...demoVideo(), uid: nextVideoId }];
  const playground = await openPlayground({ origin: { videos } });
  const { container, show } = createContainer();
  const onNextVideo: SecureStreamPlayerProps['onNextVideo'] = ({ target, currentTarget }) => {
    if (currentTarget.title === 'three') target.videoId = playground.source.videoId;
  };
  const render = (title: string) =>
    show(
      createElement(
        Suspense,
        { fallback: 'Soon' },
        createElement(SecureStreamPlayer, {
          ...playground.source,
          ...AUTOPLAY_PROPS,
          autoplay: title === 'one',
          nextVideoId,
          onNextVideo,
          title,
        }),
      ),
    );
  render('one');
  const findPlayer = () => container.querySelector('secure-stream-player');
  await waitUntil(() => (findPlayer()?.currentTime ?? 0) > 0, 'the first frame');
  const player = findPlayer()!;
  player.currentTime = player.duration - 1;
  await waitUntil(() => player.videoId === nextVideoId && player.currentTime > 0 && !player.paused, 'the next video');
  for (const title of ['two', 'three']) {
    render(title);
    await waitUntil(() => player.title === title, 'the rendering');
    expect([player.videoId, player.nextVideoId, player.paused]).toEqual([nextVideoId, '', false]);
  }
  player.nextVideoId = 'cd'.repeat(16);
  player.currentTime = player.duration - 1;
  await waitUntil(() => player.videoId === playground.source.videoId, 'the video that the handler has set');
  await waitUntil(() => player.currentTime > 0 && player.currentTime < 20 && !player.paused, 'its playback');
});
