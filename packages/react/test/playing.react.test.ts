import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { SecureStream, type SecureStreamElement } from '@secure-stream/react';
import { createElement, createRef, useState } from 'react';
import { expect, test } from 'vitest';
import { pictureIn, place, playerIn, playing, stage, until } from './page.ts';

test('a film plays past its tokens, and each renewal is told to the newest handler', async () => {
  const scene = await stage({ life: 3 });
  const { container, show } = place();
  const heard = { first: 0, second: 0, stalls: 0 };
  const film = (onTokenRefresh: () => void) =>
    createElement(SecureStream, { ...scene.source, ...playing, onTokenRefresh, onWaiting: () => (heard.stalls += 1) });
  show(film(() => (heard.first += 1)));
  await pictureIn(container);
  heard.stalls = 0;
  await until(() => heard.first === 1, 'the first renewal');
  show(film(() => (heard.second += 1)));
  await until(() => heard.second === 2, 'two more');
  expect(heard).toEqual({ first: 1, second: 2, stalls: 0 });
  expect(scene.log.count('refused')).toBe(0);
});

test('the two mounts of StrictMode ask for one token', async () => {
  const scene = await stage();
  const { container, show } = place();
  show(createElement(SecureStream, { ...scene.source, ...playing }));
  await pictureIn(container);
  expect(scene.endpoint.asked).toBe(1);
});

test('a new tokenProvider at each rendering is no reload, and the newest is asked', async () => {
  const scene = await stage({ life: 3 });
  const { videoId, streamOrigin, tokenEndpoint } = scene.source;
  const asked: number[] = [];
  function Page() {
    const [count, setCount] = useState(0);
    const tokenProvider = async () => {
      asked.push(count);
      const body = JSON.stringify({ videoId });
      return (await fetch(tokenEndpoint, { method: 'POST', body, headers: JSON_TYPE })).json();
    };
    return createElement(SecureStream, {
      ...playing,
      videoId,
      streamOrigin,
      tokenProvider,
      onTimeUpdate: () => setCount((value) => Math.min(value + 1, 5)),
    });
  }
  const { container, show } = place();
  show(createElement(Page));
  await pictureIn(container);
  await until(() => asked.length === 2, 'the renewal');
  expect(asked).toEqual([0, 5]);
  expect(scene.log.entries.filter(({ text }) => text.startsWith('multivariant'))).toHaveLength(1);
});

test('a new tokenRequest at each rendering is no reload either', async () => {
  const scene = await stage();
  const { container, show } = place();
  const film = (round: number) =>
    createElement(SecureStream, {
      ...scene.source,
      ...playing,
      tokenRequest: () => ({ headers: { 'X-Round': `${round}` } }),
    });
  show(film(1));
  await pictureIn(container);
  for (const round of [2, 3, 4]) show(film(round));
  await until(() => playerIn(container).currentTime > 1, 'a second of film');
  expect(scene.endpoint.asked).toBe(1);
});

test('another video in mid-play is asked for, and plays', async () => {
  const other = 'ab'.repeat(16);
  const { demoVideo } = await import('@secure-stream/origin');
  const scene = await stage({ origin: { videos: [demoVideo(), { ...demoVideo(), uid: other }] } });
  const { container, show } = place();
  const film = (videoId: string) => createElement(SecureStream, { ...scene.source, ...playing, videoId });
  show(film(DEMO_VIDEO_ID));
  await pictureIn(container);
  const player = playerIn(container);
  show(film(other));
  await until(() => scene.origin.requests.entries.some(({ video }) => video === other), 'the other video');
  await pictureIn(container);
  expect(playerIn(container)).toBe(player);
  expect(scene.log.tokens.map(({ claims }) => claims.sub)).toEqual([DEMO_VIDEO_ID, other]);
});

test('another engine in mid-play plays', async () => {
  const scene = await stage();
  const { container, show } = place();
  const film = (engine: 'hls' | 'iframe') => createElement(SecureStream, { ...scene.source, ...playing, engine });
  show(film('hls'));
  await pictureIn(container);
  show(film('iframe'));
  await until(() => playerIn(container).activeEngine === 'iframe', 'the frame');
  const from = playerIn(container).currentTime || 0;
  await until(() => playerIn(container).currentTime > from + 0.5, 'moving pictures');
});

test('another endpoint in mid-play is the one that is asked', async () => {
  const scene = await stage();
  const { container, show } = place();
  const film = (tokenEndpoint: string) => createElement(SecureStream, { ...scene.source, ...playing, tokenEndpoint });
  show(film(scene.source.tokenEndpoint));
  await pictureIn(container);
  show(film(`${scene.source.tokenEndpoint}?site=2`));
  await until(() => scene.endpoint.asked === 2, 'the question to the other endpoint');
  await pictureIn(container);
});

test('muted follows its prop, and a rendering for another reason leaves the viewer’s choice alone', async () => {
  const scene = await stage();
  const { container, show } = place();
  const film = (muted: boolean, title: string) =>
    createElement(SecureStream, { ...scene.source, ...playing, muted, title });
  show(film(true, 'one'));
  await pictureIn(container);
  expect(playerIn(container).muted).toBe(true);
  playerIn(container).muted = false;
  show(film(true, 'two'));
  await until(() => playerIn(container).title === 'two', 'the rendering');
  expect(playerIn(container).muted).toBe(false);
  show(film(false, 'three'));
  await until(() => playerIn(container).title === 'three', 'the rendering');
  show(film(true, 'three'));
  await until(() => playerIn(container).muted, 'silence again');
});

test('ref is the element, and children are in its slots', async () => {
  const scene = await stage();
  const { container, root, show } = place();
  const ref = createRef<SecureStreamElement>();
  show(createElement(SecureStream, { ...scene.source, ref }, createElement('p', { slot: 'error' }, 'Sorry')));
  await until(() => ref.current !== null, 'the ref');
  expect(ref.current).toBe(playerIn(container));
  expect(ref.current?.querySelector('p')?.assignedSlot ?? null).toBe(
    ref.current?.shadowRoot?.querySelector('slot[name=error]') ?? null,
  );
  root.render(null);
  await until(() => ref.current === null, 'the ref to be given back');
});

const JSON_TYPE = { 'Content-Type': 'application/json' };
