import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseEnv } from 'node:util';
import { isWindows, startProcess } from './processes.js';

/** Keys and settings of the local origin, from one start to the next. Delete the folder to begin anew. */
const FOLDER = '.stream-origin';
const KEY_FILE = `${FOLDER}/env`;

/**
 * Starts the local Cloudflare Stream, which refuses what the service refuses and plays a sample video. Returns the variables that `.env` has
 * for the service.
 */
export async function startLocalOrigin(env) {
  mkdirSync(FOLDER, { recursive: true });
  const url = await startOrigin(env.STREAM_ORIGIN_PORT);
  if (!existsSync(KEY_FILE)) createKey(url);
  return {
    ...parseEnv(readFileSync(KEY_FILE, 'utf8')),
    PUBLIC_STREAM_ORIGIN: url,
    PUBLIC_STREAM_VIDEO_ID: '5d5bc37ffcf54c9b82e996823bffbb81',
    STREAM_DEMO_VIEWER: env.STREAM_DEMO_VIEWER || 'demo-viewer',
    // Short, so that renewals can be seen.
    STREAM_TOKEN_LIFETIME: env.STREAM_TOKEN_LIFETIME || '30',
  };
}

function startOrigin(port) {
  const options = ['--port', port, '--state', `${FOLDER}/state.json`, '--api-token', 'local', '--quiet'];
  const child = startProcess(['secure-stream-origin', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    // Its first lines say how to create a key, which is done below.
    createInterface(child.stdout).on('line', (line) => {
      const [, url] = /origin is at (\S+)/.exec(line) ?? [];
      if (url) resolve(url);
    });
    child.once('exit', () => reject(new Error('The local origin did not start.')));
    child.once('error', reject);
  });
}

/** The same command creates a key of the service, without `--api`. */
function createKey(url) {
  const { status } = spawnSync('secure-stream-signer', ['--dotenv', KEY_FILE, '--api', `${url}/client/v4`, 'init'], {
    env: { ...process.env, CLOUDFLARE_ACCOUNT_ID: 'local', CLOUDFLARE_API_TOKEN: 'local' },
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: isWindows,
  });
  if (status !== 0) throw new Error('The local origin created no signing key.');
}
