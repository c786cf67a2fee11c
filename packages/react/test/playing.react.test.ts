import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { waitUntil } from '@secure-stream/test-server/wait';
import { SecureStream, type SecureStreamElement } from '@secure-stream/react';
import { createElement, createRef, useState } from 'react';
import { expect, test } from 'vitest';
import { waitForFrame, createContainer, findPlayer, createPlayingElement, stage } from './page.ts';

test('plays across token renewals, and calls the latest handler for each', async () => {
  const fixture = await stage({ tokenLifetime: 3 });
  const { container, show } = createContainer();
  const heard = { first: 0, second: 0, stalls: 0 };
  const element = (onTokenRefresh: () => void) =>
    createElement(SecureStream, {
      ...fixture.source,
      ...createPlayingElement,
      onTokenRefresh,
      onWaiting: () => (heard.stalls += 1),
    });
  show(element(() => (heard.first += 1)));
  await waitForFrame(container);
  heard.stalls = 0;
  await waitUntil(() => heard.first === 1, 'the first renewal');
  show(element(() => (heard.second += 1)));
  await waitUntil(() => heard.second === 2, 'two more');
  expect(heard).toEqual({ first: 1, second: 2, stalls: 0 });
  expect(fixture.log.count('refused')).toBe(0);
});

test('requests one token for the two mounts of StrictMode', async () => {
  const fixture = await stage();
  const { container, show } = createContainer();
  show(createElement(SecureStream, { ...fixture.source, ...createPlayingElement }));
  await waitForFrame(container);
  expect(fixture.endpoint.requestCount).toBe(1);
});

test('does not reload for a new tokenProvider in each render, and calls the latest one', async () => {
  const fixture = await stage({ tokenLifetime: 3 });
  const { videoId, streamOrigin, tokenEndpoint } = fixture.source;
  const asked: number[] = [];
  function Page() {
    const [count, setCount] = useState(0);
    const tokenProvider = async () => {
      asked.push(count);
      const body = JSON.stringify({ videoId });
      return (await fetch(tokenEndpoint, { method: 'POST', body, headers: JSON_TYPE })).json();
    };
    return createElement(SecureStream, {
      ...createPlayingElement,
      videoId,
      streamOrigin,
      tokenProvider,
      onTimeUpdate: () => setCount((value) => Math.min(value + 1, 5)),
    });
  }
  const { container, show } = createContainer();
  show(createElement(Page));
  await waitForFrame(container);
  await waitUntil(() => asked.length === 2, 'the renewal');
  expect(asked).toEqual([0, 5]);
  expect(fixture.log.entries.filter(({ text }) => text.startsWith('multivariant'))).toHaveLength(1);
});

test('does not reload for a new tokenRequest in each render', async () => {
  const fixture = await stage();
  const { container, show } = createContainer();
  const element = (round: number) =>
    createElement(SecureStream, {
      ...fixture.source,
      ...createPlayingElement,
      tokenRequest: () => ({ headers: { 'X-Round': `${round}` } }),
    });
  show(element(1));
  await waitForFrame(container);
  for (const round of [2, 3, 4]) show(element(round));
  await waitUntil(() => findPlayer(container).currentTime > 1, 'a second of film');
  expect(fixture.endpoint.requestCount).toBe(1);
});

test('requests a token for another video during playback, and plays it', async () => {
  const other = 'ab'.repeat(16);
  const { demoVideo } = await import('@secure-stream/origin');
  const fixture = await stage({ origin: { videos: [demoVideo(), { ...demoVideo(), uid: other }] } });
  const { container, show } = createContainer();
  const element = (videoId: string) =>
    createElement(SecureStream, { ...fixture.source, ...createPlayingElement, videoId });
  show(element(DEMO_VIDEO_ID));
  await waitForFrame(container);
  const player = findPlayer(container);
  show(element(other));
  await waitUntil(() => fixture.origin.requests.entries.some(({ video }) => video === other), 'the other video');
  await waitForFrame(container);
  expect(findPlayer(container)).toBe(player);
  expect(fixture.log.tokens.map(({ claims }) => claims.sub)).toEqual([DEMO_VIDEO_ID, other]);
});

test('plays with another engine after a change during playback', async () => {
  const fixture = await stage();
  const { container, show } = createContainer();
  const element = (engine: 'hls' | 'iframe') =>
    createElement(SecureStream, { ...fixture.source, ...createPlayingElement, engine });
  show(element('hls'));
  await waitForFrame(container);
  show(element('iframe'));
  await waitUntil(() => findPlayer(container).activeEngine === 'iframe', 'the frame');
  const from = findPlayer(container).currentTime || 0;
  await waitUntil(() => findPlayer(container).currentTime > from + 0.5, 'moving pictures');
});

test('uses another endpoint after a change during playback', async () => {
  const fixture = await stage();
  const { container, show } = createContainer();
  const element = (tokenEndpoint: string) =>
    createElement(SecureStream, { ...fixture.source, ...createPlayingElement, tokenEndpoint });
  show(element(fixture.source.tokenEndpoint));
  await waitForFrame(container);
  show(element(`${fixture.source.tokenEndpoint}?site=2`));
  await waitUntil(() => fixture.endpoint.requestCount === 2, 'the question to the other endpoint');
  await waitForFrame(container);
});

test('updates muted with its prop, and keeps the choice of the viewer in other renders', async () => {
  const fixture = await stage();
  const { container, show } = createContainer();
  const element = (muted: boolean, title: string) =>
    createElement(SecureStream, { ...fixture.source, ...createPlayingElement, muted, title });
  show(element(true, 'one'));
  await waitForFrame(container);
  expect(findPlayer(container).muted).toBe(true);
  findPlayer(container).muted = false;
  show(element(true, 'two'));
  await waitUntil(() => findPlayer(container).title === 'two', 'the rendering');
  expect(findPlayer(container).muted).toBe(false);
  show(element(false, 'three'));
  await waitUntil(() => findPlayer(container).title === 'three', 'the rendering');
  show(element(true, 'three'));
  await waitUntil(() => findPlayer(container).muted, 'silence again');
});

test('passes the element to ref, and children to its slots', async () => {
  const fixture = await stage();
  const { container, root, show } = createContainer();
  const ref = createRef<SecureStreamElement>();
  show(createElement(SecureStream, { ...fixture.source, ref }, createElement('p', { slot: 'error' }, 'Sorry')));
  await waitUntil(() => ref.current !== null, 'the ref');
  expect(ref.current).toBe(findPlayer(container));
  expect(ref.current?.querySelector('p')?.assignedSlot ?? null).toBe(
    ref.current?.shadowRoot?.querySelector('slot[name=error]') ?? null,
  );
  root.render(null);
  await waitUntil(() => ref.current === null, 'the ref to be given back');
});

const JSON_TYPE = { 'Content-Type': 'application/json' };
