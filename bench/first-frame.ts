import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { importSigningKey, signToken, streamHints } from '@secure-stream/signer';
import { createTestServer } from '@secure-stream/test-server';
import { launchFirstVisit } from './support/first-visit.ts';
import { spread } from './support/metrics.ts';
import { serveRemotely, type Network } from './support/network.ts';
import { serveSite, type RenderedPage } from './support/site.ts';

/**
 * Time from the navigation to the first frame on the screen, and to the end of each request before it: `<secure-stream>`, which requests its
 * token, or has it from a server-rendered page (`streamHints()`), and bare hls.js, whose token is in the page. They alternate in one run, and all servers have the same latency.
 * `npm run bench -- first-frame`.
 */
const ROUNDS = Number(process.env['ROUNDS'] ?? 11);
const ROUND_TRIPS = [40, 120];
const VARIANTS = {
  'bare hls.js, token in the page': 'bare',
  '<secure-stream>': 'element',
  '<secure-stream>, server-rendered': 'rendered',
  'script for a tag': 'tag',
  'script for a tag, server-rendered': 'tag?rendered',
};

/** The requests before the first frame, by the path of their URL. */
const PHASES = {
  script: /^\/(bare|element|rendered|cdn\/secure-stream)\.js$/,
  token: /^\/token$/,
  engine: /^\/(cdn\/chunks\/engines-hls-)?engine-[^/]+\.js$/,
  'hls.js': /^\/(cdn\/chunks\/)?hls-[^/]+\.js$/,
  multivariant: /\/manifest\/video\.m3u8$/,
  'media playlist': /\/manifest\/stream_[^/]+\.m3u8$/,
  init: /\/video\/[^/]+\/init\.mp4$/,
  segment: /\/video\/[^/]+\/seg_1\.mp4$/,
};

/** Milliseconds since the navigation, by phase. */
type Timeline = Readonly<Record<string, number>>;

/** `npm run build` writes the script for a tag. */
const CDN = new URL('../packages/element/dist/cdn/', import.meta.url);
const cdn = new Map(
  readdirSync(CDN, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .map((path) => [`cdn/${path}`, readFileSync(new URL(path, CDN), 'utf8')]),
);
/** The player and its engine, with what they import. */
const TAG_MODULES = [/\/secure-stream\.js$/, /\/engines-hls-engine-[^/]+$/].flatMap((file) =>
  [...withImports([...cdn.keys()].filter((path) => file.test(path)))].map((path) => `/${path}`),
);

const testServer = await createTestServer();
let data: Record<string, string> = {};
let renderPlayer: (hints: readonly string[] | null, query: string) => Promise<RenderedPage>;
const network: Network = { roundTripMs: 0, bytesPerSecond: 1_000_000 };
const site = await serveSite({
  scripts: ['bare', 'element', 'rendered', 'tag'].map((name) => new URL(`./first-frame/${name}.ts`, import.meta.url)),
  data: () => data,
  token: (request) => testServer.endpoint.fetch(request),
  files: new Map([...cdn].map(([path, code]) => [path, gzipSync(code)])),
  render: {
    rendered: (modules, query) => renderPlayer(modules, query),
    tag: async (_modules, query) => {
      const { links, body } = await renderPlayer(query === 'rendered' ? TAG_MODULES : null, query);
      return { links: `${links}<script type="module" src="/cdn/secure-stream.js"></script>`, body };
    },
  },
});
const remoteSite = await serveRemotely(site.url, network);

try {
  for (const roundTripMs of ROUND_TRIPS) {
    const { origin: localOrigin, videoId } = await testServer.open();
    const remoteOrigin = await serveRemotely(localOrigin, network);
    const origin = remoteOrigin.url;
    network.roundTripMs = roundTripMs;
    const key = await importSigningKey((await testServer.origin.keys.create()).jwk);
    const token = await signToken(key, { sub: videoId, expiresIn: 3600 });
    data = { origin, 'video-id': videoId, manifest: `${origin}/${token}/manifest/video.m3u8` };
    renderPlayer = async (modules, query) => {
      const grant = { token, expiresIn: 3600 };
      const { links, script } = modules
        ? streamHints({ grant, streamOrigin: origin, modules })
        : { links: '', script: '' };
      const attributes = `video-id="${videoId}" stream-origin="${origin}" token-endpoint="/token?${query}" muted poster="none"`;
      return { links, body: `<secure-stream ${attributes}>${script}</secure-stream>` };
    };
    const measurements = new Map<string, Timeline[]>(Object.keys(VARIANTS).map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, path] of Object.entries(VARIANTS)) measurements.get(name)!.push(await measure(path));
    console.log(`\n${roundTripMs} ms round trip, 1 MB/s, ${ROUNDS} rounds: milliseconds since the navigation\n`);
    const baseline = spread(firstFrames([...measurements.values()][0] ?? [])).median;
    console.table(
      Object.fromEntries(
        [...measurements].map(([name, timelines]) => {
          const frames = spread(firstFrames(timelines));
          return [name, { ...frames, ratio: (frames.median / baseline).toFixed(2) }];
        }),
      ),
    );
    remoteOrigin.close();
    console.log('The median end of each request:');
    console.table(Object.fromEntries([...measurements].map(([name, timelines]) => [name, medianPhases(timelines)])));
  }
} finally {
  remoteSite.close();
  site.close();
  await testServer.close();
}

async function measure(path: string): Promise<Timeline> {
  const browser = await launchFirstVisit();
  const [page = await browser.newPage()] = await browser.pages();
  await page.setCacheEnabled(false);
  await page.goto(`${remoteSite.url}/${path}`);
  const handle = await page.waitForFunction(() => window.firstFrame, { polling: 20, timeout: 30_000 });
  const firstFrame = (await handle.jsonValue()) as number;
  const ends = await page.evaluate(() =>
    performance
      .getEntries()
      .flatMap((entry) =>
        entry instanceof PerformanceResourceTiming ? [[new URL(entry.name).pathname, entry.responseEnd] as const] : [],
      ),
  );
  await browser.close();
  const phases = Object.entries(PHASES).flatMap(([phase, pattern]) => {
    const end = ends.find(([name]) => pattern.test(name))?.[1];
    return end === undefined ? [] : [[phase, Math.round(end)] as const];
  });
  return { ...Object.fromEntries(phases), 'first frame': Math.round(firstFrame) };
}

/** The files and their static imports, recursively. */
function withImports(paths: readonly string[], found = new Set<string>()): ReadonlySet<string> {
  for (const path of paths) {
    if (found.has(path)) continue;
    const imported = (cdn.get(path) ?? '').matchAll(/\b(?:from|import)"(\.[^"]+)"/g);
    withImports(
      [...imported].map(([, url = '']) => posix.join(posix.dirname(path), url)),
      found.add(path),
    );
  }
  return found;
}

function firstFrames(timelines: readonly Timeline[]): readonly number[] {
  return timelines.map((timeline) => timeline['first frame'] ?? 0);
}

function medianPhases(timelines: readonly Timeline[]): Timeline {
  const names = Object.keys(timelines[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, spread(timelines.map((one) => one[name] ?? 0)).median]));
}
