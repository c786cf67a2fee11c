import { expect, test } from 'vitest';
import { isRemote, watchRemote, type AirPlayMedia } from '../../src/engines/remote-state.js';

const createMedia = (properties: Partial<AirPlayMedia>) => Object.assign(new EventTarget(), properties) as AirPlayMedia;

test.each([
  ['without the Remote Playback API', {}, false],
  ['while disconnected', { remote: { state: 'disconnected' } }, false],
  ['while connecting', { remote: { state: 'connecting' } }, true],
  ['while connected', { remote: { state: 'connected' } }, true],
  ['over AirPlay', { webkitCurrentPlaybackTargetIsWireless: true }, true],
] as const)('isRemote %s is %s', (_name, properties, expected) => {
  expect(isRemote(createMedia(properties as Partial<AirPlayMedia>))).toBe(expected);
});

test('watchRemote calls back for each event that may change isRemote, until it is aborted', () => {
  const remote = Object.assign(new EventTarget(), { state: 'disconnected' });
  const media = createMedia({ remote: remote as RemotePlayback });
  const lifetime = new AbortController();
  let calls = 0;
  watchRemote(media, () => (calls += 1), lifetime.signal);
  const dispatchAll = () => {
    media.dispatchEvent(new Event('webkitcurrentplaybacktargetiswirelesschanged'));
    for (const type of ['connecting', 'connect', 'disconnect']) remote.dispatchEvent(new Event(type));
  };
  dispatchAll();
  expect(calls).toBe(4);
  lifetime.abort();
  dispatchAll();
  expect(calls).toBe(4);
});
