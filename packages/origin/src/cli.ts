#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { serve } from './hosts/node.js';
import { createOrigin, demoFilm } from './origin.js';

const HELP = `Stream in a box: a local origin that enforces what the service enforces.

  npx @secure-stream/origin [options]

  --port NUMBER       where to listen (8788)
  --hostname NAME     on which address (127.0.0.1)
  --key BASE64_JWK    a signing key to accept; without one a key is made and printed
  --quiet             no line for each request
  --help              this text
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8788' },
    hostname: { type: 'string', default: '127.0.0.1' },
    key: { type: 'string', multiple: true, default: [] },
    quiet: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await run();

async function run(): Promise<void> {
  const film = demoFilm();
  const origin = createOrigin({ keys: values.key, videos: [film] });
  const served = await serve(origin, { port: Number(values.port), hostname: values.hostname });
  process.stdout.write(`Stream in a box is at ${served.url}\n  a protected film: ${film.uid}\n`);
  if (!values.key.length) {
    const key = await origin.keys.create();
    process.stdout.write(`  a signing key:    ${key.id}\n  its jwk:          ${key.jwk}\n`);
  }
  if (!values.quiet) {
    origin.requests.subscribe(({ method, path, status, reason }) => {
      process.stdout.write(`${status} ${method} ${path}${reason ? ` (${reason})` : ''}\n`);
    });
  }
}
