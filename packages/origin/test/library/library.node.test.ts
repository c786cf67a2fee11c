import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOrigin, DEMO_VIDEO_ID, type Origin } from '@secure-stream/origin';
import { type Library, openLibrary } from '../../src/library/library.js';
import { faultsOf, readPlaylist } from '../support/playlist-reader.js';
import { get, sign, urisOf } from '../support/sign.js';
import { readHlsFolder } from '../../src/library/hls-folder.js';

const DEMO = fileURLToPath(new URL('../../media/demo/', import.meta.url));
const FFMPEG = spawnSync('ffmpeg', ['-version']).status === 0;

let folder: string;
let library: Library;
let origin: Origin;

const demoFile = (file: string) => join(DEMO, file);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'origin-library-'));
  copyFileSync(demoFile('download.mp4'), join(folder, 'Holiday 1.mp4'));
  copyFileSync(demoFile('captions-en.vtt'), join(folder, 'Holiday 1.en.vtt'));
  copyFileSync(demoFile('captions-de.vtt'), join(folder, 'Holiday 1.de.vtt'));
  // Not a language tag.
  copyFileSync(demoFile('captions-en.vtt'), join(folder, 'Holiday 1.transcript.vtt'));
  copyFileSync(demoFile('video-240.mp4'), join(folder, 'silent.mp4'));
  writeFileSync(join(folder, 'broken.mp4'), 'this is not a video');
  writeFileSync(join(folder, 'notes.txt'), 'not looked at');
  for (const name of ['stolen', 'linked', 'empty']) mkdirSync(join(folder, name));
  const stolen = '#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="a.m3u8"\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=2x2,AUDIO="a"\n../../../etc/passwd\n'; // prettier-ignore
  writeFileSync(join(folder, 'stolen', 'main.m3u8'), stolen);
  symlinkSync('/etc/passwd', join(folder, 'linked', 'main.m3u8'));
  if (FFMPEG) packageHls();
  library = await openLibrary(folder);
  origin = createOrigin({ videos: library.videos });
});

afterAll(() => rmSync(folder, { recursive: true }));

/** HLS by ffmpeg, with two video renditions and one audio rendition. */
function packageHls() {
  mkdirSync(join(folder, 'packaged'));
  const inputs = ['video-144.mp4', 'video-240.mp4', 'audio-48.mp4'].flatMap((file) => ['-i', demoFile(file)]);
  const { status, stderr } = spawnSync(
    'ffmpeg',
    ['-v', 'error', ...inputs, '-map', '0', '-map', '1', '-map', '2', '-c', 'copy', '-f', 'hls', '-hls_time', '4', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4', '-master_pl_name', 'main.m3u8', '-var_stream_map', 'v:0,agroup:snd v:1,agroup:snd a:0,agroup:snd', '-hls_fmp4_init_filename', 'init-%v.mp4', join(folder, 'packaged', 'stream-%v.m3u8')], // prettier-ignore
  );
  expect([status, String(stderr)]).toEqual([0, '']);
}

const named = (name: string) => library.videos.find(({ meta }) => meta?.['name'] === name)!;

/** Reads every playlist and segment of a video, and returns how long each track is. */
async function durations(uid: string): Promise<number[]> {
  const key = await origin.keys.create();
  const path = `/${await sign(key, { sub: uid })}/manifest/video.m3u8`;
  const lengths: number[] = [];
  for (const uri of urisOf(await (await get(origin, path)).text(), path)) {
    const playlist = readPlaylist(await (await get(origin, uri)).text());
    for (const file of urisOf(playlist.text, uri)) expect((await get(origin, file)).status).toBe(200);
    if (!playlist.map) continue;
    expect(faultsOf(playlist)).toEqual([]);
    lengths.push(playlist.segments.reduce((sum, { duration }) => sum + duration, 0));
  }
  return lengths;
}

test('opens an MP4 as a protected video with captions and a download, under a uid derived from its name', async () => {
  const { uid } = named('Holiday 1');
  expect(uid).toMatch(/^[0-9a-f]{32}$/);
  expect((await get(origin, `/${uid}/manifest/video.m3u8`)).status).toBe(401);
  for (const length of await durations(uid)) expect(length).toBeCloseTo(96, 0);
  const token = await sign(await origin.keys.create(), { sub: uid, downloadable: true });
  expect(await (await get(origin, `/${token}/text/de.vtt`)).text()).toContain('Ton 1 von 24');
  expect((await get(origin, `/${token}/dl/default.mp4`)).headers.get('Content-Length')).toBe('1383309');
  expect((await openLibrary(folder)).videos.map((video) => video.uid)).toContain(uid);
});

test('broadcasts an MP4', async () => {
  const { uid } = origin.liveInputs.create();
  origin.liveInputs.start(uid);
  origin.clock.jump(200_000);
  const path = `/${uid}/manifest/video.m3u8`;
  for (const uri of urisOf(await (await get(origin, path)).text(), path)) {
    expect(faultsOf(readPlaylist(await (await get(origin, uri)).text()))).toEqual([]);
  }
});

describe.skipIf(!FFMPEG)('a folder of HLS', () => {
  test('opens as a protected video with all its renditions', async () => {
    const lengths = await durations(named('packaged').uid);
    expect(lengths).toHaveLength(3);
    for (const length of lengths) expect(length).toBeCloseTo(96, 0);
  });
});

test('reports what cannot be served with a reason, and reads nothing outside of the folder', () => {
  expect(Object.fromEntries(library.problems.map(({ file, reason }) => [file, reason]))).toEqual({
    'broken.mp4': 'it has no H.264 track',
    'silent.mp4': 'it has no AAC track',
    empty: 'it has no multivariant playlist',
    linked: 'main.m3u8 is not in the folder',
    stolen: '../../../etc/passwd is not in the folder',
  });
});

/** Runs the command until its output matches, or it has ended. */
function command(args: readonly string[], until: RegExp): Promise<{ output: string; stop: () => void }> {
  const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', '-C', '@secure-stream/source', cli, ...args]);
  let output = '';
  return new Promise((resolve) => {
    const done = () => resolve({ output, stop: () => void child.kill() });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        output += String(data);
        if (until.test(output)) done();
      });
    }
    child.on('close', done);
  });
}

test('serves a library from the command, lists it, and prints a key that works', { timeout: 60_000 }, async () => {
  const { output, stop } = await command(['--port', '0', '--library', folder, '--print-key'], /its jwk/);
  const url = /is at (\S+)/.exec(output)?.[1] ?? '';
  expect(output).toContain(named('Holiday 1').uid);
  expect(output).toContain('not served  broken.mp4: it has no H.264 track');
  const [, jwk = ''] = /its jwk\s+(\S+)/.exec(output) ?? [];
  const { kid } = JSON.parse(atob(jwk)) as { kid: string };
  const token = await sign({ id: kid, jwk }, { sub: DEMO_VIDEO_ID });
  expect((await fetch(`${url}/${token}/manifest/video.m3u8`)).status).toBe(200);
  expect((await fetch(`${url}/${DEMO_VIDEO_ID}/manifest/video.m3u8`)).status).toBe(401);
  stop();
});

test.each([
  [['--help'], /--library DIR/],
  [['--port', 'many'], /--port must be a number/],
  [['--nonsense'], /Unknown option/],
  [['--library', '/nowhere'], /ENOENT/],
])('explains the command line %j', { timeout: 60_000 }, async (args, expected) => {
  const { output, stop } = await command(args, expected);
  expect(output).toMatch(expected);
  expect(output).not.toContain('    at ');
  stop();
});

test('readHlsFolder reads a file once for all byte ranges of a track', async () => {
  const multivariant =
    '#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,URI="audio.m3u8"\n#EXT-X-STREAM-INF:RESOLUTION=2x2\nvideo.m3u8';
  const media = (file: string) => [
    '#EXTM3U',
    `#EXT-X-MAP:URI="${file}",BYTERANGE="2@0"`,
    '#EXT-X-BYTERANGE:3@2',
    file,
    '#EXT-X-BYTERANGE:1',
    file,
  ];
  const files: Record<string, string> = {
    'main.m3u8': multivariant,
    'video.m3u8': media('video.mp4').join('\n'),
    'audio.m3u8': media('audio.mp4').join('\n'),
    'video.mp4': 'vVIDeo',
    'audio.mp4': 'aAUDio',
  };
  const reads: string[] = [];
  const folder = await readHlsFolder('main.m3u8', async (file) => {
    reads.push(file);
    return new TextEncoder().encode(files[file]);
  });
  expect([...folder.video, folder.audio].map((bytes) => new TextDecoder().decode(bytes))).toEqual(['vVIDeo', 'aAUDio']);
  expect(reads.filter((file) => file.endsWith('.mp4')).sort()).toEqual(['audio.mp4', 'video.mp4']);
});
