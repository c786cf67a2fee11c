// @tier all: `playlist-names` and `playlists` check the same files, and Chromium plays them
import { spawn, spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOrigin, type CreatedKey, LIVE_INPUT_ID, type Origin } from '@secure-stream/origin';
import { serve, type Served } from '@secure-stream/origin/node';
import { sign } from '../support/sign.js';

const INSTALLED = spawnSync('ffmpeg', ['-version']).status === 0;
/** Seconds of live to read: a minute in `npm run test:origin`. */
const LIVE_SECONDS = process.env['ORIGIN_LONG'] ? 60 : 6;

let origin: Origin;
let key: CreatedKey;
let served: Served;

beforeEach(async () => {
  origin = createOrigin();
  key = await origin.keys.create();
  served = await serve(origin);
});

afterEach(() => served.close());

/** Runs to its end. `problem` is the first line at the level `error`, without URLs. */
function run(
  command: string,
  args: readonly string[],
): Promise<{ status: number | null; output: string; problem: string }> {
  const child = spawn(command, args);
  let [output, problem] = ['', ''];
  child.stdout.on('data', (data) => (output += String(data)));
  child.stderr.on('data', (data) => (problem += String(data)));
  return new Promise((resolve) => {
    child.on('close', (status) => resolve({ status, output, problem: problem.replace(/https?:\S*/g, 'URL').trim() }));
  });
}

interface Probe {
  readonly streams: readonly {
    readonly codec_name: string;
    readonly codec_type: string;
    readonly height?: number;
    readonly nb_read_packets?: string;
  }[];
}

async function probe(url: string, ...args: string[]): Promise<Probe> {
  const { status, output, problem } = await run('ffprobe', [
    '-v',
    'error',
    '-show_streams',
    '-of',
    'json',
    ...args,
    url,
  ]);
  expect([status, problem]).toEqual([0, '']);
  return JSON.parse(output) as Probe;
}

const manifest = async (claims: Record<string, unknown> = {}, file = 'video.m3u8') =>
  `${served.url}/${await sign(key, claims)}/manifest/${file}`;

describe.skipIf(!INSTALLED)('ffmpeg', () => {
  test('finds three renditions and two audio tracks in a protected video', async () => {
    const { streams } = await probe(await manifest());
    const found = (type: string) => streams.filter(({ codec_type }) => codec_type === type);
    expect(found('video').map(({ codec_name, height }) => [codec_name, height])).toEqual([
      ['h264', 240],
      ['h264', 360],
      ['h264', 144],
    ]);
    expect(found('audio').map(({ codec_name }) => codec_name)).toEqual(['aac', 'aac']);
  });

  test('is refused without a token', async () => {
    const url = (await manifest()).replace(/\/[^/]*\/manifest/, '/5d5bc37ffcf54c9b82e996823bffbb81/manifest');
    const { status, problem } = await run('ffprobe', ['-v', 'error', url]);
    expect(status).not.toBe(0);
    expect(problem).toContain('401');
  });

  test(
    'finds all 2,304 frames and 3,000 pieces of each sound, from HLS and from DASH',
    { timeout: 60_000 },
    async () => {
      for (const file of ['video.m3u8', 'video.mpd']) {
        const { streams } = await probe(await manifest({}, file), '-count_packets');
        const packets = (type: string) =>
          streams.filter(({ codec_type }) => codec_type === type).map(({ nb_read_packets }) => Number(nb_read_packets));
        expect(packets('video')).toEqual([2304, 2304, 2304]);
        expect(packets('audio')).toEqual([3000, 3000]);
      }
      expect(origin.requests.entries.filter(({ status }) => status >= 400)).toEqual([]);
    },
  );

  test.each(['video.m3u8', 'video.m3u8?dvrEnabled=true', 'video.mpd'])(
    `reads ${LIVE_SECONDS} s of a broadcast without an error: %s`,
    { timeout: 100_000 },
    async (file) => {
      // The loop starts again within the three segments from which a player starts. DASH also depends on the player's clock.
      origin.clock.jump(-100_000);
      origin.liveInputs.start(LIVE_INPUT_ID);
      origin.clock.jump(100_000);
      const url = await manifest({ sub: LIVE_INPUT_ID }, file);
      const { status, problem } = await run('ffmpeg', ['-v', 'error', '-xerror', '-t', String(LIVE_SECONDS), '-i', url, '-map', 'v:0', '-map', 'a:0', '-f', 'null', '-']); // prettier-ignore
      expect([status, problem]).toEqual([0, '']);
      expect(origin.requests.refused).toEqual([]);
      expect(origin.requests.of('segment').length).toBeGreaterThan(LIVE_SECONDS / 2);
    },
  );
});
