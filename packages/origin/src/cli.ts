#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { parseOptions, type CliOptions } from './cli-options.js';
import { serve } from './hosts/node.js';
import { demoVideo } from './library/demo-video.js';
import { openLibrary } from './library/library.js';
import { createOrigin, LIVE_INPUT_ID } from './origin.js';
import { openStateFile } from './state-file.js';

const HELP = `A local Cloudflare Stream that enforces what the service enforces.

  npx @secure-stream/origin [options]

  --port NUMBER       port to listen on (8788)
  --hostname NAME     address to listen on (127.0.0.1)
  --library DIR       serves your own videos: MP4 with H.264 and AAC, and folders with HLS in fragmented MP4
  --key BASE64_JWK    accepts a signing key; may be repeated
  --print-key         creates a signing key and prints it, private part included
  --api-token TOKEN   secret of the API; without it, one is created and printed
  --state FILE        keeps keys, settings and the API's secret in a file, from one start to the next
  --live              starts a broadcast on the live input
  --quiet             does not print requests
  --help              prints this text

name.jpg is the thumbnail of name.mp4, and name.en.vtt its English captions. Every video is protected. Files of a library are never changed
or deleted. The API answers only to the names of this machine and to --hostname.
`;

/** Names of files may contain control characters, which could change the terminal. */
const print = (line: string) => process.stdout.write(`${line.replaceAll(/\p{Cc}/gu, '\uFFFD')}\n`);

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) return void process.stdout.write(HELP);
  const { port, hostname, keys } = options;
  const state = options.state === undefined ? null : await openStateFile(options.state);
  const apiToken = options.apiToken ?? state?.apiToken ?? randomBytes(24).toString('base64url');
  const { videos, problems } = options.library ? await openLibrary(options.library) : { videos: [], problems: [] };
  const origin = createOrigin({
    keys,
    videos: [demoVideo(), ...videos],
    api: { tokens: { [apiToken]: 'edit' }, hosts: ['localhost', '127.0.0.1', '::1', hostname] },
  });
  state?.restore(origin);
  const { url } = await serve(origin, { port, hostname }).catch((error: unknown) => {
    throw explainListenError(error, options);
  });
  print(`The local Stream origin is at ${url}`);
  if (!options.apiToken) print(`  api token   ${apiToken}`);
  for (const { uid, meta } of origin.videos) print(`  video       ${uid}  ${nameOf(meta)}`);
  for (const { file, reason } of problems) print(`  not served  ${file}: ${reason}`);
  print(`  live input  ${LIVE_INPUT_ID}  ${options.live ? 'live' : 'idle'}`);
  if (options.live) origin.liveInputs.start(LIVE_INPUT_ID);
  const printed = options.printKey ? await origin.keys.create() : null;
  for (const { id } of origin.keys.list) print(`  key         ${id}`);
  if (printed) print(`  its jwk     ${printed.jwk}`);
  if (!origin.keys.list.length) {
    const login = `CLOUDFLARE_ACCOUNT_ID=local CLOUDFLARE_API_TOKEN=${options.apiToken ? '…' : apiToken}`;
    print(
      `  key         none; --print-key creates one, or: ${login} npx @secure-stream/signer init --api ${url}/client/v4`,
    );
  }
  await state?.keep(origin, apiToken);
  print(
    options.state === undefined
      ? '  state       in memory: keys and settings are lost at the end; --state FILE keeps them'
      : `  state       kept in ${options.state}, with secrets: do not share or commit the file`,
  );
  if (!options.quiet) {
    origin.requests.subscribe(({ method, path, status, reason, error }) => {
      const cause = reason ?? error;
      print(`${status} ${method} ${path}${cause ? ` (${cause})` : ''}`);
    });
  }
}

function nameOf({ name }: Readonly<Record<string, unknown>>): string {
  return typeof name === 'string' ? name : '';
}

/** The options that change what the system has refused. */
function explainListenError(error: unknown, { port, hostname }: CliOptions): unknown {
  switch ((error as { code?: string }).code) {
    case 'EADDRINUSE':
      return new Error(`port ${port} is in use: --port NUMBER chooses another, 0 a free one`);
    case 'EACCES':
      return new Error(`port ${port} needs more rights: --port NUMBER chooses another, 0 a free one`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Error(`--hostname ${hostname} is no address of this machine`);
    default:
      return error;
  }
}
