import { mkdirSync } from 'node:fs';
import { run } from './run.js';

// Wrangler serves the built page from here, and does not start without it. During development Vite serves the page.
mkdirSync('dist', { recursive: true });

const VARIABLES = ['STREAM_DEMO_VIEWER', 'STREAM_TOKEN_LIFETIME'];

await run((env) => {
  // The signing key is in the environment of Wrangler, not in its arguments.
  const variables = VARIABLES.filter((name) => env[name]).flatMap((name) => ['--var', `${name}:${env[name]}`]);
  return [
    ['wrangler', 'dev', '--ip', '127.0.0.1', '--port', env.SERVER_PORT, ...variables],
    ['vite', '--port', env.PORT, '--strictPort'],
  ];
});
