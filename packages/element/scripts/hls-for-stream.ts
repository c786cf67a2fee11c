import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'vite';

/**
 * hls.js without what Cloudflare Stream never sends: key systems, content steering, interstitials, CMCD, MPEG-TS and raw audio, TTML. It is built
 * from the sources that the package publishes, with the build constants of its own `build-config.js`. Alternate audio, subtitles and low
 * latency stay.
 */
const PACKAGE = resolve('node_modules/hls.js');
const SOURCES = join(PACKAGE, 'src');

/** Every build constant of the sources. A version of hls.js with others, or without one of the modules below, fails the build. */
const CONSTANTS = {
  __USE_ALT_AUDIO__: true,
  __USE_CMCD__: false,
  __USE_CONTENT_STEERING__: false,
  __USE_EME_DRM__: false,
  __USE_IFRAMES__: false,
  __USE_INTERSTITIALS__: false,
  __USE_M2TS_ADVANCED_CODECS__: false,
  __USE_MEDIA_CAPABILITIES__: true,
  __USE_SUBTITLES__: true,
  __USE_VARIABLE_SUBSTITUTION__: false,
} as const;

/**
 * The modules that are left out, and what others import from them beside the default export, which becomes `undefined` as in hls.js's own light
 * build.
 */
const LEFT_OUT: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'controller/cmcd-controller': {},
  'controller/content-steering-controller': {},
  'controller/eme-controller': {},
  'controller/iframe-controller': { IFrameController: undefined },
  'controller/interstitials-controller': {},
  'demux/audio/aacdemuxer': {},
  'demux/audio/ac3-demuxer': { AC3Demuxer: undefined },
  'demux/audio/mp3demuxer': {},
  'demux/tsdemuxer': {},
  // A track without a codec would equal an undefined one.
  'utils/imsc1-ttml-parser': { IMSC1_CODEC: 'stpp.ttml.im1t', parseIMSC1: undefined },
};

/** Its class is left out and its functions are not: the code that fills it with MPEG-TS imports the class, and nothing else does. */
const REMUXER = 'remux/mp4-remuxer';
const REMUXER_USER = 'demux/transmuxer.ts';

/**
 * CommonJS packages that the sources import, with what they import of them. The code that converts such modules would become a file of its own,
 * which a page requests only when hls.js has arrived.
 */
const COMMONJS: Readonly<Record<string, string>> = { eventemitter3: 'EventEmitter', 'url-toolkit': 'buildAbsoluteURL' };

const ENTRY = '\0hls-for-stream';
const EMPTY = '\0left-out:';
const CONVERTED = '\0converted:';

/** Replaces `hls.js`. The module that replaces it also exports `loadFullBuild`, for a stream that needs what is left out. */
export function hlsForStream(): Plugin {
  return {
    name: 'hls-for-stream',
    enforce: 'pre',
    config: () => ({ define: { ...stringify(CONSTANTS), __VERSION__: JSON.stringify(readVersion()) } }),
    buildStart: checkVersion,
    resolveId(source, importer) {
      if (source === 'hls.js') return ENTRY;
      if (!importer?.startsWith(SOURCES)) return undefined;
      if (source in COMMONJS) return CONVERTED + source;
      if (!source.startsWith('.')) return undefined;
      const name = relative(SOURCES, resolve(dirname(importer), source));
      const isLeftOut = name in LEFT_OUT || (name === REMUXER && importer.endsWith(REMUXER_USER));
      return isLeftOut ? EMPTY + name : undefined;
    },
    load(id) {
      if (id === ENTRY) return entry();
      if (id.startsWith(CONVERTED)) return convert(id.slice(CONVERTED.length));
      if (!id.startsWith(EMPTY)) return undefined;
      const values = Object.entries(LEFT_OUT[id.slice(EMPTY.length)] ?? {});
      return [
        'export default undefined;',
        ...values.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`),
      ].join('\n');
    },
  };
}

function entry(): string {
  const [sources, full] = [join(SOURCES, 'exports-named.ts'), join(PACKAGE, 'dist/hls.mjs')].map((path) =>
    JSON.stringify(path),
  );
  return `export * from ${sources};
export { default } from ${sources};
export const loadFullBuild = () => import(${full});`;
}

async function convert(name: string): Promise<string> {
  const contents = `export { ${COMMONJS[name]} } from '${name}'`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: SOURCES },
    bundle: true,
    format: 'esm',
    write: false,
  });
  return outputFiles[0]!.text;
}

function checkVersion(): void {
  const paths = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const found = new Set(paths.flatMap((path) => readFileSync(join(SOURCES, path), 'utf8').match(/__USE_\w+__/g) ?? []));
  const changed = [
    ...[...found].filter((name) => !(name in CONSTANTS)),
    ...Object.keys(CONSTANTS).filter((name) => !found.has(name)),
    ...Object.keys(LEFT_OUT).filter((name) => !paths.includes(`${name}.ts`)),
  ];
  if (changed.length > 0)
    throw new Error(`hls.js ${readVersion()} has changed: ${changed.join(', ')}. Decide what Stream needs of it.`);
}

const stringify = (constants: Readonly<Record<string, boolean>>) =>
  Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, String(value)]));

const readVersion = () =>
  (JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string }).version;
