import { beforeEach, describe, expect, test } from 'vitest';
import { createOrigin, type CreatedKey, LIVE_INPUT_ID, type Origin } from '@secure-stream/origin';
import { changesBetween, faultsOf, readPlaylist, type ReadPlaylist } from '../support/playlist-reader.js';
import { get, sign, urisOf } from '../support/sign.js';
import { Audience } from '../../src/live/audience.js';

const START = Date.parse('2026-11-24T12:00:00.250Z');

let origin: Origin;
let key: CreatedKey;
let token: string;
let waited: number;

/** An origin whose clock advances only when the test moves it, or a request waits. */
beforeEach(async () => {
  waited = 0;
  origin = createOrigin({
    now: () => START,
    wait: async (milliseconds) => {
      waited += milliseconds;
      origin.clock.jump(milliseconds);
    },
  });
  key = await origin.keys.create();
  token = await sign(key, { sub: LIVE_INPUT_ID, exp: START / 1000 + 80_000 });
});

const json = async (path: string, id = token) => (await get(origin, `/${id}/${path}`)).json();

/** The URLs of the media playlists: audio first, then video. */
async function playlistsOf(query = '', id = token): Promise<string[]> {
  const path = `/${id}/manifest/video.m3u8`;
  const text = await (await get(origin, path + query)).text();
  return urisOf(text, path).map((uri) => uri + query);
}

const read = async (path: string): Promise<ReadPlaylist> => readPlaylist(await (await get(origin, path)).text());

/** A broadcast that started some time ago. */
function broadcast(seconds: number) {
  const video = origin.liveInputs.start(LIVE_INPUT_ID);
  origin.clock.jump(seconds * 1000);
  return video;
}

test('answers 204 for an idle input, with live: false', async () => {
  for (const path of ['manifest/video.m3u8', 'manifest/video.mpd']) {
    expect((await get(origin, `/${token}/${path}`)).status).toBe(204);
  }
  expect(await json('lifecycle')).toEqual({ isInput: true, videoUID: null, live: false });
  expect((await get(origin, `/${LIVE_INPUT_ID}/manifest/video.m3u8`)).status).toBe(401);
});

test('serves a broadcast from its first segment on', async () => {
  const { uid } = broadcast(1.9);
  expect(await json('lifecycle')).toEqual({ isInput: true, videoUID: uid, live: true });
  expect((await get(origin, `/${token}/manifest/video.m3u8`)).status).toBe(204);
  origin.clock.jump(1000);
  expect((await get(origin, `/${token}/manifest/video.m3u8`)).status).toBe(200);
});

test('lists the newest 30 seconds, dated by the origin’s clock', async () => {
  broadcast(300.4);
  const { segments, mediaSequence, ended } = await read((await playlistsOf())[1]!);
  expect([segments.length, mediaSequence, ended]).toEqual([15, 135, false]);
  expect(segments.at(-1)).toMatchObject({ duration: 2, sequence: 149, programDateTime: START + 298_000 });
});

test('lists the whole broadcast with DVR, up to 7,200 segments', async () => {
  broadcast(300);
  const [, path] = await playlistsOf('?dvrEnabled=true');
  expect(await read(path!)).toMatchObject({ version: 8, mediaSequence: 0, segments: { length: 150 } });
  origin.clock.jump(15_000_000);
  expect(await read(path!)).toMatchObject({ mediaSequence: 450, segments: { length: 7200 } });
});

describe.each(['', '?protocol=llhls', '?dvrEnabled=true'])('read again and again, %s', (query) => {
  test('follows RFC 8216bis from one playlist to the next, and serves each new segment', async () => {
    broadcast(85);
    for (const path of await playlistsOf(query)) {
      let before: ReadPlaylist | undefined;
      let fetched = 0;
      for (let step = 0; step < 60; step += 1) {
        const playlist = await read(path);
        expect(faultsOf(playlist)).toEqual([]);
        if (before) expect(changesBetween(before, playlist)).toEqual([]);
        const known = before ? before.mediaSequence + before.segments.length : Infinity;
        const fresh = playlist.segments.filter(({ sequence }) => sequence >= known);
        const parts = [...fresh.flatMap((segment) => segment.parts), ...playlist.openParts];
        for (const { uri } of [...fresh, ...parts]) {
          const answer = await get(origin, new URL(uri, new URL(path, 'https://stream.test')).pathname);
          expect(answer.status).toBe(200);
          fetched += 1;
        }
        before = playlist;
        origin.clock.jump(370);
      }
      expect(fetched).toBeGreaterThan(9);
    }
  });
});

test('continues decode times where the loop starts again', async () => {
  broadcast(110);
  const rounds = await Promise.all(
    [1, 48, 49, 50].map(async (number) => {
      const bytes = await (await get(origin, `/${token}/video/144/seg_${number}.mp4`)).bytes();
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      const at = new TextDecoder('latin1').decode(bytes).indexOf('tfdt');
      return { size: bytes.byteLength, seconds: Number(view.getBigUint64(at + 8)) / 24_000 };
    }),
  );
  expect(rounds.map(({ seconds }) => seconds)).toEqual([0, 94, 96, 98]);
  expect(rounds[2]!.size).toBe(rounds[0]!.size);
});

test('answers a blocking reload when the part is available', async () => {
  broadcast(60.1);
  const [, path = ''] = await playlistsOf('?protocol=llhls');
  const now = await read(path);
  expect(now.mediaSequence + now.segments.length).toBe(30);
  const next = await read(`${path}&_HLS_msn=30&_HLS_part=1`);
  expect(waited).toBe(900);
  expect(next.openParts).toHaveLength(2);
  const behind = await read(`${path}&_HLS_msn=30&_HLS_part=4`);
  expect(behind.openParts).toHaveLength(1);
  expect(behind.segments.at(-1)?.sequence).toBe(30);
});

test('refuses a blocking reload that is too far ahead or unreadable', async () => {
  broadcast(60.1);
  const [, path = ''] = await playlistsOf('?protocol=llhls');
  for (const query of ['_HLS_msn=40', '_HLS_part=0', '_HLS_msn=x', '_HLS_msn=30&_HLS_part=-1']) {
    expect((await get(origin, `${path}&${query}`)).status).toBe(400);
  }
});

test('waits for the part of a preload hint, and answers 404 for a later one', async () => {
  broadcast(60.1);
  const [, path = ''] = await playlistsOf('?protocol=llhls');
  const { hint = '' } = await read(path);
  expect(hint.endsWith('seg_31.0.mp4')).toBe(true);
  const part = await get(origin, new URL(hint, `https://stream.test${path}`).pathname);
  expect([part.status, waited]).toEqual([200, 400]);
  expect((await get(origin, `/${token}/video/240/seg_40.mp4`)).status).toBe(404);
});

test('offers low latency only for inputs that prefer it', async () => {
  broadcast(60);
  origin.liveInputs.edit(LIVE_INPUT_ID, { preferLowLatency: false });
  const [, path = ''] = await playlistsOf('?protocol=llhls');
  expect((await read(path)).partTarget).toBe(null);
});

test('continues the broadcast after a discontinuity when the encoder reconnects in time', async () => {
  const { uid } = broadcast(21);
  const paths = await playlistsOf('?dvrEnabled=true');
  const before = await Promise.all(paths.map(read));
  origin.liveInputs.disconnect(LIVE_INPUT_ID);
  expect(await json('lifecycle')).toMatchObject({ live: false, videoUID: uid });
  origin.clock.jump(30_000);
  expect(origin.liveInputs.start(LIVE_INPUT_ID).uid).toBe(uid);
  origin.clock.jump(10_000);
  const after = await Promise.all(paths.map(read));
  for (const [index, playlist] of after.entries()) {
    expect(faultsOf(playlist)).toEqual([]);
    expect(changesBetween(before[index]!, playlist)).toEqual([]);
    expect(playlist.segments.filter((one) => one.discontinuity).map((one) => one.sequence)).toEqual([11]);
    expect(playlist.segments[11]).toMatchObject({ programDateTime: START + 51_000 });
  }
});

test('ends the broadcast when the encoder is lost for a minute, or for timeoutSeconds', async () => {
  const { uid } = broadcast(21);
  origin.liveInputs.disconnect(LIVE_INPUT_ID);
  origin.clock.jump(59_000);
  expect(origin.videos.get(uid)?.state).toBe('live-inprogress');
  origin.clock.jump(2000);
  expect(await json('lifecycle')).toEqual({ isInput: true, videoUID: null, live: false });
  expect(origin.videos.get(uid)?.state).toBe('ready');
  expect(origin.liveInputs.start(LIVE_INPUT_ID).uid).not.toBe(uid);
});

test('ends the playlist for a playing player, and answers 204 to a new one', async () => {
  broadcast(40);
  const [, path = ''] = await playlistsOf();
  const before = await read(path);
  origin.liveInputs.stop(LIVE_INPUT_ID);
  origin.clock.jump(600_000);
  const after = await read(path);
  expect(after.ended).toBe(true);
  expect(changesBetween(before, after)).toEqual([]);
  expect((await get(origin, `/${token}/manifest/video.m3u8`)).status).toBe(204);
});

test('ends the broadcast of an input that is disabled, and accepts none until it is enabled', async () => {
  broadcast(10);
  const [, playlist = ''] = await playlistsOf();
  origin.liveInputs.edit(LIVE_INPUT_ID, { meta: { name: 'Stage' } });
  expect(await json('lifecycle')).toMatchObject({ live: true });
  origin.liveInputs.edit(LIVE_INPUT_ID, { enabled: false });
  expect(await (await get(origin, playlist)).text()).toContain('#EXT-X-ENDLIST');
  expect((await get(origin, `/${token}/manifest/video.m3u8`)).status).toBe(204);
  expect(() => origin.liveInputs.start(LIVE_INPUT_ID)).toThrow('is not enabled');
  origin.liveInputs.edit(LIVE_INPUT_ID, { enabled: true });
  expect(origin.liveInputs.start(LIVE_INPUT_ID).state).toBe('live-inprogress');
});

test('records the whole broadcast as a video with the protection of the input', async () => {
  const { uid } = broadcast(31);
  origin.liveInputs.disconnect(LIVE_INPUT_ID);
  origin.clock.jump(5000);
  broadcast(9);
  origin.liveInputs.stop(LIVE_INPUT_ID);
  expect(origin.liveInputs.videosOf(LIVE_INPUT_ID).map((video) => video.uid)).toEqual([uid]);
  expect((await get(origin, `/${uid}/manifest/video.m3u8`)).status).toBe(401);
  const own = await sign(key, { sub: uid, exp: START / 1000 + 3600 });
  expect(await json('lifecycle', own)).toEqual({ isInput: false, videoUID: uid, live: false });
  for (const path of await playlistsOf('', own)) {
    const playlist = await read(path);
    expect(faultsOf(playlist)).toEqual([]);
    expect(playlist).toMatchObject({ ended: true, mediaSequence: 0, segments: { length: 16 + 5 } });
    const last = new URL(playlist.segments.at(-1)!.uri, `https://stream.test${path}`).pathname;
    expect((await get(origin, last)).status).toBe(200);
  }
});

test('applies the input’s settings to the input’s uid, and the video’s settings to the video’s uid', async () => {
  const { uid } = broadcast(20);
  origin.liveInputs.edit(LIVE_INPUT_ID, { recording: { requireSignedURLs: false } });
  expect((await get(origin, `/${LIVE_INPUT_ID}/manifest/video.m3u8`)).status).toBe(200);
  expect((await get(origin, `/${uid}/manifest/video.m3u8`)).status).toBe(401);
  origin.liveInputs.edit(LIVE_INPUT_ID, { recording: { requireSignedURLs: true } });
  origin.videos.edit(uid, { requireSignedURLs: false });
  expect((await get(origin, `/${LIVE_INPUT_ID}/manifest/video.m3u8`)).status).toBe(401);
  expect((await get(origin, `/${uid}/manifest/video.m3u8`)).status).toBe(200);
});

test('a mode of `off` keeps no recording', async () => {
  origin.liveInputs.edit(LIVE_INPUT_ID, { recording: { mode: 'off' } });
  const { uid } = broadcast(20);
  origin.liveInputs.stop(LIVE_INPUT_ID);
  expect(origin.videos.get(uid)).toBeUndefined();
});

test('counts viewers of the last 30 s, unless the input hides the count', async () => {
  broadcast(20);
  for (const address of ['198.51.100.1', '198.51.100.2', '198.51.100.1']) {
    await get(origin, `/${token}/manifest/video.m3u8`, { headers: { 'CF-Connecting-IP': address } });
  }
  expect(await json('views')).toEqual({ liveViewers: 2 });
  origin.liveInputs.edit(LIVE_INPUT_ID, { recording: { hideLiveViewerCount: true } });
  expect(await json('views')).toEqual({ liveViewers: 0 });
  origin.liveInputs.edit(LIVE_INPUT_ID, { recording: { hideLiveViewerCount: false } });
  origin.clock.jump(40_000);
  expect(await json('views')).toEqual({ liveViewers: 0 });
});

test('counts each viewer of the last 30 seconds once', () => {
  let now = 0;
  const audience = new Audience(() => now);
  for (const viewer of ['a', 'b', 'a']) audience.note('video', viewer);
  audience.note('other', 'c');
  expect(audience.count('video')).toBe(2);
  now = 20_000;
  audience.note('video', 'a');
  now = 31_000;
  expect(audience.count('video')).toBe(1);
  expect(audience.count('unknown')).toBe(0);
});

test('remembers a limited number of viewers', () => {
  let now = 0;
  const audience = new Audience(() => now);
  for (let viewer = 0; viewer < 100_100; viewer += 1) audience.note('video', String(viewer));
  expect(audience.count('video')).toBe(100_000);
  now = 60_000;
  audience.note('video', 'another');
  expect(audience.count('video')).toBe(1);
});
