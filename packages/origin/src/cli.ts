#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { serve } from './hosts/node.js';
import { openLibrary } from './library/library.js';
import { createOrigin, demoFilm, LIVE_INPUT_ID } from './origin.js';

const HELP = `Stream in a box: a local origin that enforces what the service enforces.

  npx @secure-stream/origin [options]

  --port NUMBER       where to listen (8788)
  --hostname NAME     on which address (127.0.0.1)
  --library DIR       your own videos: MP4 with H.264 and AAC, and folders of HLS in fragmented MP4
  --key BASE64_JWK    a signing key to accept; may be repeated; without one a key is made and printed
  --live              put the live input on the air
  --quiet             no line for each request
  --help              this text

Beside name.mp4 may stand name.jpg, its thumbnail, and captions like name.en.vtt. Every video is protected.
`;

/** Writes a line for a person. */
const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8788' },
      hostname: { type: 'string', default: '127.0.0.1' },
      library: { type: 'string' },
      key: { type: 'string', multiple: true, default: [] },
      live: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new TypeError(`--port takes a number up to 65535`);
  const { videos, problems } = values.library ? await openLibrary(values.library) : { videos: [], problems: [] };
  const origin = createOrigin({ keys: values.key, videos: [demoFilm(), ...videos] });
  const served = await serve(origin, { port, hostname: values.hostname });
  say(`Stream in a box is at ${served.url}`);
  for (const { uid, meta } of origin.videos) say(`  video       ${uid}  ${nameOf(meta)}`);
  for (const { file, reason } of problems) say(`  not served  ${file}: ${reason}`);
  say(`  live input  ${LIVE_INPUT_ID}  ${values.live ? 'on the air' : 'idle'}`);
  if (values.live) origin.liveInputs.start(LIVE_INPUT_ID);
  if (!values.key.length) {
    const key = await origin.keys.create();
    say(`  key         ${key.id}\n  its jwk     ${key.jwk}`);
  }
  if (!values.quiet) {
    origin.requests.subscribe(({ method, path, status, reason }) =>
      say(`${status} ${method} ${path}${reason ? ` (${reason})` : ''}`),
    );
  }
}

function nameOf({ name }: Readonly<Record<string, unknown>>): string {
  return typeof name === 'string' ? name : '';
}
