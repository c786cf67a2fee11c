// @browsers all: messages between frames differ
import { expect } from '@secure-stream/test-server/expect';
import { waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { frameIn, type Framed, openFrame } from '../../support/frame-fixture.ts';

const framed: Framed[] = [];

teardown(() => framed.splice(0).forEach(({ iframe }) => iframe.remove()));

const keep = (one: Framed) => (framed.push(one), one);
const query = { preload: 'auto', muted: 'true' };

/** Waits until the frame has handled all messages so far, and this page its replies. Messages keep their order. */
async function completeRoundTrip(player: Framed['player'], next: Framed['next']): Promise<void> {
  for (const rate of [2, 1]) {
    const changed = next('ratechange');
    player.playbackRate = rate;
    await changed;
  }
}

test('accepts only an iframe element', async () => {
  keep(await openFrame());
  const { Stream } = window as unknown as { Stream: (frame: unknown) => unknown };
  for (const wrong of [undefined, null, 'iframe', document.createElement('div')])
    expect(() => Stream(wrong)).toThrow(TypeError);
});

test('queues messages until the frame is ready', async () => {
  const { player } = keep(await openFrame({ query, latency: 100 }));
  player.volume = 0.5;
  player.currentTime = 20;
  const playing = player.play();
  await playing;
  await waitUntil(() => player.currentTime > 20.2);
  expect([player.volume, player.paused]).toStrictEqual([0.5, false]);
});

test('ignores messages of other windows in the SDK', async () => {
  const { player, events } = keep(await openFrame({ query }));
  await waitUntil(() => player.duration > 90);
  const forged = { __privateUnstableMessageType: 'propertyChange', property: 'duration', value: 1 };
  const stranger = document.createElement('iframe');
  stranger.srcdoc = `<script>parent.postMessage(${JSON.stringify(forged)}, '*');
    parent.postMessage({ __privateUnstableMessageType: 'event', eventName: 'error' }, '*');</script>`;
  const received = new Promise((resolve) => window.addEventListener('message', (event) => event.source === stranger.contentWindow && resolve(event))); // prettier-ignore
  document.body.append(stranger);
  await received;
  window.postMessage(forged, '*');
  // Messages arrive in the order in which they were sent.
  const last = new Promise((resolve) => window.addEventListener('message', ({ data }) => data === 'last' && resolve(data))); // prettier-ignore
  window.postMessage('last', '*');
  await last;
  stranger.remove();
  expect(player.duration).toBeGreaterThan(90);
  expect(events).not.toContain('error');
});

test('ignores messages of other windows in the frame', async () => {
  const { player, next } = keep(await openFrame({ query }));
  await player.play();
  const stranger = document.createElement('iframe');
  const pause = JSON.stringify({ __privateUnstableMessageType: 'pauseCommand' });
  const mute = JSON.stringify({ __privateUnstableMessageType: 'setProperty', property: 'volume', value: 0 });
  stranger.srcdoc = `<script>for (let i = 0; i < parent.length; i++) for (const message of [${pause}, ${mute}]) parent[i].postMessage(message, '*');
    parent.postMessage('done', '*');</script>`;
  const done = new Promise((resolve) => window.addEventListener('message', ({ data }) => data === 'done' && resolve(data))); // prettier-ignore
  document.body.append(stranger);
  await done;
  await completeRoundTrip(player, next);
  stranger.remove();
  expect([player.paused, player.volume]).toStrictEqual([false, 1]);
});

test('updates all players of one frame, and keeps two frames apart', async () => {
  const fixture = await testServer.open();
  await testServer.editVideo({ requireSignedURLs: false });
  const one = keep(await frameIn(fixture, fixture.videoId, query));
  const { Stream } = window as unknown as { Stream: (frame: HTMLIFrameElement) => Framed['player'] };
  const second = Stream(one.iframe);
  const two = keep(await frameIn(fixture, fixture.videoId, query));
  await Promise.all([waitUntil(() => one.player.duration > 90), waitUntil(() => two.player.duration > 90)]);
  one.player.volume = 0.25;
  await waitUntil(() => one.player.volume === 0.25);
  expect([second.volume, two.player.volume]).toStrictEqual([0.25, 1]);
});

test('ignores a value of the wrong type', async () => {
  const { player, events, next } = keep(await openFrame({ query }));
  await waitUntil(() => player.duration > 90);
  const values = { volume: 'loud', currentTime: NaN, playbackRate: -1, muted: 1, loop: 'yes', src: 7, nothing: true };
  Object.assign(player, values);
  await completeRoundTrip(player, next);
  const { volume, currentTime, playbackRate, muted, loop } = player;
  expect([volume, currentTime, playbackRate, muted, loop]).toStrictEqual([1, 0, 1, true, false]);
  expect(events).not.toContain('error');
});

test('reports an error for a source that cannot be an id, without a request', async () => {
  const { player, next } = keep(await openFrame());
  const error = next('error');
  player.src = '../../elsewhere?';
  await error;
  const kinds = new Set((await testServer.listRequests()).map(({ kind }) => kind));
  expect([...kinds].filter((kind) => kind !== 'frame' && kind !== 'sdk')).toStrictEqual([]);
});
