import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles the two scripts that run in other people's windows, the SDK and the frame's player, into modules that export them as text.
 * The result is committed, so that the origin runs from source without a build. `--check` says whether it is of today.
 */
const BUNDLES = [
  { entry: 'src/embed/sdk/main.ts', module: 'src/embed/sdk/sdk.bundle.ts', name: 'sdkScript', banner: '' },
  {
    entry: 'src/embed/player/main.ts',
    module: 'src/embed/player/player.bundle.ts',
    name: 'playerScript',
    // The licence wants to be named, and hls.js does not name it itself.
    banner: '/*! With hls.js, (c) 2017 Dailymotion, Apache License 2.0, https://github.com/video-dev/hls.js */',
  },
] as const;

const folder = fileURLToPath(new URL('..', import.meta.url));

const stale: string[] = [];
for (const { entry, module, name, banner } of BUNDLES) {
  const text = await bundle(entry, name, banner);
  if (text === read(module)) continue;
  stale.push(module);
  if (!process.argv.includes('--check')) writeFileSync(folder + module, text);
}

if (process.argv.includes('--check') && stale.length) {
  console.error(`stale: ${stale.join(', ')}\nrun: npx tsx packages/origin/scripts/bundle-frame.ts`);
  process.exitCode = 1;
}

async function bundle(entry: string, name: string, banner: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'eof',
    banner: { js: banner },
    conditions: ['@secure-stream/source'],
    tsconfigRaw: '{}',
  });
  const script = outputFiles[0]!.text;
  return `// Made by scripts/bundle-frame.ts of ${entry}. Not to be edited.\nexport const ${name}: string = ${JSON.stringify(script)};\n`;
}

function read(module: string): string | null {
  try {
    return readFileSync(folder + module, 'utf8');
  } catch {
    return null;
  }
}
