import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { nextFrames, waitUntil } from '@secure-stream/test-server/wait';
import { SecureStream, type SecureStreamElement } from '@secure-stream/react';
import { SecureStreamPlayer, type SecureStreamPlayerElement } from '@secure-stream/react/player';
import * as React from 'react';
import { createElement, createRef, useLayoutEffect, useState } from 'react';
import { expect, test } from 'vitest';
import { waitForFirstFrame, createContainer, findPlayer, AUTOPLAY_PROPS, openPlayground } from './page.ts';

test('plays across token renewals, and calls the latest handler for each', async () => {
  const playground = await openPlayground({ tokenLifetime: 5 });
  const { container, show } = createContainer();
  const counts = { first: 0, second: 0, stalls: 0 };
  const element = (onTokenRefresh: () => void) =>
    createElement(SecureStream, {
      ...playground.source,
      ...AUTOPLAY_PROPS,
      onTokenRefresh,
      onWaiting: () => (counts.stalls += 1),
    });
  show(element(() => (counts.first += 1)));
  await waitForFirstFrame(container);
  counts.stalls = 0;
  await waitUntil(() => counts.first === 1, 'the first renewal');
  show(element(() => (counts.second += 1)));
  await waitUntil(() => counts.second === 2, 'two more');
  expect(counts).toEqual({ first: 1, second: 2, stalls: 0 });
  expect(playground.log.count('refused')).toBe(0);
});

test('SecureStreamPlayer plays across a renewal with its controls, and calls the handler', async () => {
  const playground = await openPlayground({ tokenLifetime: 3 });
  const { container, show } = createContainer();
  const ref = createRef<SecureStreamPlayerElement>();
  const positions: number[] = [];
  const onTokenRefresh = () => positions.push(ref.current?.currentTime ?? Number.NaN);
  show(createElement(SecureStreamPlayer, { ...playground.source, ...AUTOPLAY_PROPS, onTokenRefresh, ref }));
  await waitUntil(() => positions.length > 0, 'the renewal');
  await waitUntil(() => (ref.current?.currentTime ?? 0) > positions[0]! + 0.5, 'playback after it');
  expect(ref.current).toBe(container.querySelector('secure-stream-player'));
  await waitUntil(() => ref.current?.shadowRoot?.querySelector('media-play-button'), 'the controls');
});

test('requests one token for the two mounts of StrictMode', async () => {
  const playground = await openPlayground();
  const { container, show } = createContainer();
  show(createElement(SecureStream, { ...playground.source, ...AUTOPLAY_PROPS }));
  await waitForFirstFrame(container);
  expect(playground.endpoint.requestCount).toBe(1);
});

test('does not reload for a new tokenProvider in each render, and calls the latest one', async () => {
  const playground = await openPlayground({ tokenLifetime: 3 });
  const { videoId, streamOrigin, tokenEndpoint } = playground.source;
  const requests: { readonly count: number; readonly committed: number }[] = [];
  let committed = 0;
  function Page() {
    const [count, setCount] = useState(0);
    // React can stop between rendering and committing, and let a timer call the provider of the rendering before.
    useLayoutEffect(() => void (committed = count), [count]);
    const tokenProvider = async () => {
      requests.push({ count, committed });
      const body = JSON.stringify({ videoId });
      return (await fetch(tokenEndpoint, { method: 'POST', body, headers: JSON_TYPE })).json();
    };
    return createElement(SecureStream, {
      ...AUTOPLAY_PROPS,
      videoId,
      streamOrigin,
      tokenProvider,
      onTimeUpdate: () => setCount((value) => Math.min(value + 1, 5)),
    });
  }
  const { container, show } = createContainer();
  show(createElement(Page));
  await waitForFirstFrame(container);
  await waitUntil(() => requests.length === 2, 'the renewal');
  expect(requests.map(({ count }) => count)).toEqual(requests.map(({ committed }) => committed));
  expect(requests[1]?.count).toBeGreaterThan(0);
  expect(playground.log.entries.filter(({ text }) => text.startsWith('multivariant'))).toHaveLength(1);
});

test('does not reload for a new tokenRequest in each render, or for data that arrive late', async () => {
  const playground = await openPlayground();
  const { container, show } = createContainer();
  const element = (round: number) =>
    createElement(SecureStream, {
      ...playground.source,
      ...AUTOPLAY_PROPS,
      tokenRequest: () => ({ headers: { 'X-Round': `${round}` } }),
      // As `live={meta?.live}`.
      live: round > 2 ? false : undefined,
    });
  show(element(1));
  await waitForFirstFrame(container);
  for (const round of [2, 3, 4]) show(element(round));
  await waitUntil(() => findPlayer(container).currentTime > 1, 'a second of playback');
  expect(playground.endpoint.requestCount).toBe(1);
  expect(playground.log.entries.filter(({ text }) => text.startsWith('multivariant'))).toHaveLength(1);
});

test('requests a token for another video during playback, and plays it', async () => {
  const other = 'ab'.repeat(16);
  const { demoVideo } = await import('@secure-stream/origin');
  const playground = await openPlayground({ origin: { videos: [demoVideo(), { ...demoVideo(), uid: other }] } });
  const { container, show } = createContainer();
  const element = (videoId: string) =>
    createElement(SecureStream, { ...playground.source, ...AUTOPLAY_PROPS, videoId });
  show(element(DEMO_VIDEO_ID));
  await waitForFirstFrame(container);
  const player = findPlayer(container);
  show(element(other));
  await waitUntil(() => playground.origin.requests.entries.some(({ video }) => video === other), 'the other video');
  await waitForFirstFrame(container);
  expect(findPlayer(container)).toBe(player);
  expect(playground.log.tokens.map(({ claims }) => claims.sub)).toEqual([DEMO_VIDEO_ID, other]);
});

test('plays with another engine after a change during playback', async () => {
  const playground = await openPlayground();
  const { container, show } = createContainer();
  const element = (engine: 'hls' | 'iframe') =>
    createElement(SecureStream, { ...playground.source, ...AUTOPLAY_PROPS, engine });
  show(element('hls'));
  await waitForFirstFrame(container);
  show(element('iframe'));
  await waitUntil(() => findPlayer(container).activeEngine === 'iframe', 'the frame');
  const from = findPlayer(container).currentTime || 0;
  await waitUntil(() => findPlayer(container).currentTime > from + 0.5, 'playback');
});

test('uses another endpoint after a change during playback', async () => {
  const playground = await openPlayground();
  const { container, show } = createContainer();
  const element = (tokenEndpoint: string) =>
    createElement(SecureStream, { ...playground.source, ...AUTOPLAY_PROPS, tokenEndpoint });
  show(element(playground.source.tokenEndpoint));
  await waitForFirstFrame(container);
  show(element(`${playground.source.tokenEndpoint}?site=2`));
  await waitUntil(() => playground.endpoint.requestCount === 2, 'the request to the other endpoint');
  await waitForFirstFrame(container);
});

test('updates muted with its prop, and keeps the choice of the viewer in other renders', async () => {
  const playground = await openPlayground();
  const { container, show } = createContainer();
  const element = (muted: boolean, title: string) =>
    createElement(SecureStream, { ...playground.source, ...AUTOPLAY_PROPS, muted, title });
  show(element(true, 'one'));
  await waitForFirstFrame(container);
  expect(findPlayer(container).muted).toBe(true);
  findPlayer(container).muted = false;
  show(element(true, 'two'));
  await waitUntil(() => findPlayer(container).title === 'two', 'the rendering');
  expect(findPlayer(container).muted).toBe(false);
  show(element(false, 'three'));
  await waitUntil(() => findPlayer(container).title === 'three', 'the rendering');
  show(element(true, 'three'));
  await waitUntil(() => findPlayer(container).muted, 'muted');
});

// React 18 has no `<Activity>`.
const { Activity } = React as Partial<typeof React>;
test.skipIf(!Activity)('keeps the choice of the viewer when an <Activity> shows the player again', async () => {
  const playground = await openPlayground();
  const { container, show } = createContainer();
  const showAs = (mode: 'visible' | 'hidden') => {
    const player = createElement(SecureStream, { ...playground.source, ...AUTOPLAY_PROPS });
    // oxlint-disable-next-line react/no-children-prop -- its types require the prop
    show(createElement(Activity!, { mode, children: player }));
  };
  showAs('visible');
  await waitForFirstFrame(container);
  const player = findPlayer(container);
  player.muted = false;
  showAs('hidden');
  await waitUntil(() => !player.checkVisibility(), 'hidden');
  showAs('visible');
  await waitUntil(() => player.checkVisibility(), 'visible');
  await nextFrames(3);
  expect([findPlayer(container) === player, player.muted]).toEqual([true, false]);
});

test('passes the element to ref, and children to its slots', async () => {
  const playground = await openPlayground();
  const { container, root, show } = createContainer();
  const ref = createRef<SecureStreamElement>();
  show(createElement(SecureStream, { ...playground.source, ref }, createElement('p', { slot: 'error' }, 'Sorry')));
  await waitUntil(() => ref.current !== null, 'the ref');
  expect(ref.current).toBe(findPlayer(container));
  expect(ref.current?.querySelector('p')?.assignedSlot ?? null).toBe(
    ref.current?.shadowRoot?.querySelector('slot[name=error]') ?? null,
  );
  root.render(null);
  await waitUntil(() => ref.current === null, 'the ref to be null');
});

const JSON_TYPE = { 'Content-Type': 'application/json' };
