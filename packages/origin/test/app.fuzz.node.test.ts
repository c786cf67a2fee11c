import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  createOrigin,
  demoVideo,
  demoVideoFiles,
  DEMO_VIDEO_ID,
  LIVE_INPUT_ID,
  Media,
  type Origin,
} from '@secure-stream/origin';
import { FUZZ } from '@secure-stream/test-server/fuzz';
import { readFile } from 'node:fs/promises';
import { BASE, sign } from './support/sign.js';

const RUNS = FUZZ.numRuns;
const DEMO = new URL('../media/demo/', import.meta.url);

let origin: Origin;
let ids: readonly string[];
/** The files that the origin requested from the library. */
const read = new Set<string>();

beforeAll(async () => {
  const files = demoVideoFiles(async (file) => {
    read.add(file);
    return new Uint8Array(await readFile(new URL(file, DEMO)));
  });
  origin = createOrigin({ videos: [demoVideo(new Media(files))], wait: async () => {} });
  const key = await origin.keys.create();
  const tokens = await Promise.all([
    sign(key),
    sign(key, { downloadable: true }),
    sign(key, { sub: LIVE_INPUT_ID }),
    sign(key, { exp: 'soon' }),
    sign(key, { accessRules: [{ type: 'ip.src', action: 'block', ip: ['::/0'] }] }),
  ]);
  origin.liveInputs.start(LIVE_INPUT_ID);
  origin.clock.jump(60_000);
  ids = [...tokens, DEMO_VIDEO_ID, LIVE_INPUT_ID];
});

/** One of these words. */
const anyOf = (words: string) => fc.constantFrom(...words.trim().split(/\s+/));

const word = fc.oneof(
  anyOf(`manifest video audio text thumbnails downloads dl iframe lifecycle views client v4 accounts stream watch
    video.m3u8 video.mpd init.mp4 seg_1.mp4 seg_0.mp4 seg_30.3.mp4 en.vtt default.mp4 thumbnail.jpg 240 360
    .. . %2e%2e ..%2f.. %00 %`),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

/** Real paths, with one thing wrong or nothing. */
const path = fc.oneof(
  anyOf(`manifest/video.m3u8 manifest/video.mpd video/240/seg_4.mp4 audio/52/init.mp4 text/de.vtt iframe lifecycle views
    thumbnails/thumbnail.jpg downloads/default.mp4 dl/default.mp4 metadata/playerEnhancementInfo.json
    manifest/stream_t7ffcf54c9b82e996823bffbb815d5bc3_r123456.m3u8 video/144/seg_999999999.mp4
    ../../../../etc/passwd ..%2f..%2fetc%2fpasswd text/..%2fmake-demo.sh video/240/seg_1.mp4/..`),
  fc.array(word, { maxLength: 6 }).map((words) => words.join('/')),
);

/** The API, without the methods that would delete everything. */
const apiPath = fc
  .tuple(
    anyOf(
      `keys live_inputs ${DEMO_VIDEO_ID} ${DEMO_VIDEO_ID}/token ${DEMO_VIDEO_ID}/downloads ${'f'.repeat(32)} live_inputs/x keys/x x/token storage-usage`,
    ),
    fc.oneof(fc.constant(''), fc.string({ maxLength: 4 })),
  )
  .map(([known, more]) => `client/v4/accounts/local/stream/${known}${encodeURIComponent(more)}`);

const query = fc.array(
  fc.tuple(
    fc.constantFrom('time', 'width', 'fit', 'filename', 'clientBandwidthHint', 'p', 's', 'protocol', 'dvrEnabled', '_HLS_msn', '_HLS_part', 'x'), // prettier-ignore
    fc.oneof(fc.constantFrom('llhls', 'true', '1', '30', '120', '-1', '1e9', '1h2m3s', 'NaN', '', '../x', 'crop', 'fill'), fc.string({ maxLength: 8 })), // prettier-ignore
  ),
  { maxLength: 4 },
);

const headerValue = fc.oneof(
  anyOf(`bytes=0-9 bytes=-5 bytes=5- bytes=9-1 bytes=0-0,5-6 bytes=99999999999999999999- null
    https://site.example file:///x 2001:db8::1 ::ffff:1.2.3.4 1.2.3.4.5 GB T1 *`),
  fc.string({ maxLength: 16 }).map((text) => text.replace(/[^\x20-\x7e]/g, '?')),
);

const headers = fc.dictionary(
  fc.constantFrom('Range', 'Origin', 'Referer', 'CF-Connecting-IP', 'CF-IPCountry', 'If-None-Match', 'Authorization', 'Content-Type'), // prettier-ignore
  headerValue,
  { maxKeys: 3 },
);

/** An id of the origin, one with a flaw, or anything. */
const id = fc.oneof(
  { weight: 5, arbitrary: fc.nat().map((n) => ids[n % ids.length]!) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.nat(), fc.nat(), fc.string({ minLength: 1, maxLength: 2 })).map(([n, at, other]) => {
      const one = ids[n % ids.length]!;
      return one.slice(0, at % one.length) + other + one.slice((at % one.length) + 1);
    }),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
);

const place = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(id, path).map(([one, rest]) => `${one.replace(/[/?#\\]/g, encodeURIComponent)}/${rest}`),
  },
  { weight: 1, arbitrary: apiPath },
);

const method = fc.constantFrom('GET', 'GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH');
const body = fc.oneof(fc.constant(undefined), fc.json(), fc.string(), fc.constantFrom('{"exp":"x"}', '{"accessRules":{}}', '[', '{"uid":7}')); // prettier-ignore

test(
  `${RUNS} random requests: no crash, no 500, no file outside of the video, no token in a message`,
  { timeout: 170_000 },
  async () => {
    const secrets = () => ids.filter((one) => one.length > 40).map((one) => one.slice(-80));
    const statuses: Record<number, number> = {};
    await fc.assert(
      fc.asyncProperty(place, query, headers, method, body, async (where, search, head, verb, content) => {
        const url = new URL(BASE);
        // As a client sends it: with dots, and with escapes only for what a request line cannot contain.
        url.pathname = `/${where}`;
        for (const [name, value] of search) url.searchParams.append(name, value);
        const isApi = where.startsWith('client/');
        if (isApi && verb === 'DELETE') return;
        const init: RequestInit = { method: verb, headers: isApi ? { Authorization: 'Bearer local', ...head } : head };
        if (content !== undefined && !['GET', 'HEAD', 'OPTIONS'].includes(verb)) init.body = content;
        const response = await origin.fetch(new Request(url, init));
        statuses[response.status] = (statuses[response.status] ?? 0) + 1;
        expect(response.status).toBeLessThan(500);
        const text = await response.text();
        if (response.status >= 400) expect(secrets().filter((secret) => text.includes(secret))).toHaveLength(0);
      }),
      FUZZ,
    );
    const log = JSON.stringify(origin.requests.entries);
    expect(secrets().filter((secret) => log.includes(secret))).toHaveLength(0);
    const { files } = origin.videos.get(DEMO_VIDEO_ID)!.media;
    const known = [
      ...files.video,
      files.audio,
      files.download,
      files.stills?.file,
      ...[...files.captions, ...(files.dubs ?? [])].map(({ file }) => file),
    ];
    expect(known).toEqual(expect.arrayContaining([...read]));
    // Most requests have to reach a handler, or the test would cover only early refusals.
    expect(statuses[200]).toBeGreaterThan(RUNS / 20);
    expect(Object.keys(statuses).length).toBeGreaterThan(5);
  },
);
