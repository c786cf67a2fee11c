import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEnvironment, refuseDemoViewer } from './environment.js';
import { isWindows } from './processes.js';

/** What becomes a secret of the Worker. Add what your server reads; .env may also contain what must stay here, such as an API token. */
const SECRETS = ['STREAM_SIGNING_JWK', 'PUBLIC_STREAM_VIDEO_ID', 'STREAM_TOKEN_LIFETIME'];

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
try {
  const env = loadEnvironment();
  refuseDemoViewer(env);
  const file = join(folder, 'env');
  const lines = SECRETS.filter((name) => env[name]).map((name) => `${name}="${env[name]}"\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  run('vite', 'build');
  run('wrangler', 'deploy', '--secrets-file', file);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

function run(name, ...args) {
  const { status, error } = spawnSync(name, args, { stdio: 'inherit', shell: isWindows });
  if (error || status !== 0) throw error ?? new Error(`${name} failed.`);
}
