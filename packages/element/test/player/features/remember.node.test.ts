import { describe, expect, test } from 'vitest';
import { chooseRate, chooseVolume, parseSettings, type Settings } from '../../../src/player/features/remember.js';
import { attach } from '../../../src/player/features/remember.js';
import { FakePlayer } from '../../support/fake-player.js';

const settings: Settings = {
  volume: 0.5,
  muted: true,
  rate: 1.5,
  captions: { language: 'de', kind: 'subtitles' },
  audio: { language: 'fr', kind: 'main' },
};

describe('parseSettings', () => {
  test('reads what was written', () => {
    expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
    expect(parseSettings({ captions: null })).toEqual({ captions: null });
  });

  test.each([
    [null],
    ['text'],
    [[]],
    [{ volume: 2, muted: 'yes', rate: 0, captions: 'de', audio: { language: '' } }],
    [{ volume: NaN, rate: 17, captions: { language: 7, kind: 'x' }, audio: null, token: 'x' }],
  ])('returns nothing for %j', (value) => {
    expect(parseSettings(value)).toEqual({});
  });
});

test('chooseVolume and chooseRate let a page win that has set something', () => {
  const defaultMuted = false;
  expect(chooseVolume(settings, { volume: 1, muted: false, defaultMuted })).toEqual({ volume: 0.5, muted: true });
  expect(chooseVolume(settings, { volume: 0.2, muted: false, defaultMuted })).toEqual({ volume: 0.2, muted: true });
  expect(chooseVolume({ muted: false }, { volume: 1, muted: true, defaultMuted })).toEqual({ volume: 1, muted: true });
  expect(chooseVolume({}, { volume: 1, muted: false, defaultMuted })).toEqual({ volume: 1, muted: false });
  // The page's own button has unmuted it.
  expect(chooseVolume(settings, { volume: 1, muted: false, defaultMuted: true }).muted).toBe(false);
  expect(chooseRate(settings, { playbackRate: 1, defaultPlaybackRate: 1 })).toBe(1.5);
  expect(chooseRate(settings, { playbackRate: 2, defaultPlaybackRate: 1 })).toBe(2);
  expect(chooseRate(settings, { playbackRate: 1, defaultPlaybackRate: 2 })).toBe(1);
  expect(chooseRate({}, { playbackRate: 1, defaultPlaybackRate: 1 })).toBe(1);
});

describe('remember', () => {
  function start(stored: unknown, player = new FakePlayer()) {
    const entry = { value: stored, read: () => entry.value, write: (value: unknown) => void (entry.value = value) };
    attach(player.asFeaturePlayer, new AbortController().signal, entry);
    return { player, entry };
  }
  const english = { kind: 'subtitles', language: 'en', mode: 'showing' };
  const german = { kind: 'subtitles', language: 'de', mode: 'disabled' };

  test('restores all settings, each as soon as it is possible', () => {
    const { player } = start(settings, Object.assign(new FakePlayer(), { readyState: 0 }));
    expect(player).toMatchObject({ volume: 0.5, muted: true, playbackRate: 1 });
    player.readyState = 1;
    player.emit('loadedmetadata');
    expect(player.playbackRate).toBe(1.5);
    player.textTracks.add({ ...english }, { ...german });
    expect([...player.textTracks].map(({ mode }) => mode)).toEqual(['disabled', 'showing']);
    player.audioTracks.add(
      { kind: 'main', language: 'en', enabled: true },
      { kind: 'main', language: 'fr', enabled: false },
    );
    expect([...player.audioTracks][1]!.enabled).toBe(true);
  });

  test('leaves the sound alone when a player returns whose page has unmuted it', () => {
    const { player } = start({ muted: true });
    expect(player.muted).toBe(true);
    player.muted = false;
    start({ muted: true }, player);
    expect(player.muted).toBe(false);
  });

  test('leaves the speed of a live stream alone', () => {
    for (const live of [{ streamType: 'live' }, { streamType: 'unknown', duration: Infinity }]) {
      const { player } = start(settings, Object.assign(new FakePlayer(), { readyState: 0, ...live }));
      player.readyState = 1;
      player.emit('loadedmetadata');
      expect(player.playbackRate).toBe(1);
    }
  });

  test('chooses among tracks again until the video can play, and not afterwards', () => {
    const { player } = start({ captions: null }, Object.assign(new FakePlayer(), { readyState: 1 }));
    const track = { ...english };
    player.textTracks.add(track);
    expect(track.mode).toBe('disabled');
    track.mode = 'showing';
    player.readyState = 4;
    player.emit('canplay');
    expect(track.mode).toBe('disabled');
    track.mode = 'showing';
    player.textTracks.dispatchEvent(new Event('change'));
    expect(track.mode).toBe('showing');
  });

  test('leaves captions to the page where there are none in the language', () => {
    const { player } = start(settings, Object.assign(new FakePlayer(), { readyState: 1 }));
    player.textTracks.add(english);
    expect(english.mode).toBe('showing');
  });

  test('stores what a control requests, and nothing that the page sets', () => {
    const { player, entry } = start({ rate: 1.5 });
    Object.assign(player, { volume: 0.3, playbackRate: 3 });
    player.emit('volumechange', 'ratechange');
    expect(entry.value).toEqual({ rate: 1.5 });
    player.emit('mediavolumerequest');
    expect(entry.value).toEqual({ rate: 1.5, volume: 0.3, muted: false });
    player.emit('mediaplaybackraterequest', 'mediadisablesubtitlesrequest');
    expect(entry.value).toEqual({ rate: 3, volume: 0.3, muted: false, captions: null });
    // Another player.
    entry.value = { rate: 2 };
    player.emit('mediadisablesubtitlesrequest');
    expect(entry.value).toMatchObject({ rate: 2, captions: null });
  });

  test('restores for the next video what another player has stored meanwhile, or this one where storage is forbidden', () => {
    const { player, entry } = start({});
    entry.value = { rate: 2 };
    player.openVideo('b');
    expect(player.playbackRate).toBe(2);
    player.playbackRate = 1.25;
    entry.write = () => {};
    entry.value = null;
    player.emit('mediaplaybackraterequest');
    player.playbackRate = 1;
    player.openVideo('c');
    expect(player.playbackRate).toBe(1.25);
  });
});
