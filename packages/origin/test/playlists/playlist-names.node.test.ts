import { expect, test } from 'vitest';
import { parsePlaylistName, playlistName } from '../../src/playlists/playlist-names.js';

const UID = '5d5bc37ffcf54c9b82e996823bffbb81';

test.each([
  ['video', 0],
  ['audio', 1],
  ['text', 63],
] as const)('parses a name of the %s track %i', (medium, index) => {
  const name = playlistName(UID, medium, index);
  expect(name).toMatch(/^stream_t[0-9a-f]{32}_r\d+\.m3u8$/);
  expect(parsePlaylistName(UID, name)).toEqual({ medium, index });
});

test.each(['1'.repeat(32), '01'.repeat(16), 'f'.repeat(32)])('keeps the media of the uid %s apart', (uid) => {
  for (const medium of ['video', 'audio', 'text'] as const)
    expect(parsePlaylistName(uid, playlistName(uid, medium, 0))?.medium).toBe(medium);
});

test('creates a different name each time', () => {
  expect(playlistName(UID, 'video', 0)).not.toBe(playlistName(UID, 'video', 0));
});

test('rejects a name of another video, and what is not a name', () => {
  for (const name of [playlistName(UID.replace('5', '6'), 'video', 0), 'video.m3u8', `stream_t${UID}_rx.m3u8`]) {
    expect(parsePlaylistName(UID, name)).toBe(null);
  }
});
