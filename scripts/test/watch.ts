import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Runs Node tests and, in Chromium, browser tests again whenever a file changes. Arguments are paths of tests. Ends with Ctrl+C. */
const paths = process.argv.slice(2);
const browserPaths = paths.filter((path) => !path.endsWith('.node.test.ts'));
const isForNode = paths.length === 0 || browserPaths.length < paths.length;
const files = browserPaths.length > 0 ? ['--files', ...browserPaths] : [];

if (isForNode) start('vitest', '--project', 'node', ...paths.filter((path) => path.endsWith('.node.test.ts')));
if (paths.length === 0 || browserPaths.length > 0)
  start('tsx', '-C', '@secure-stream/source', 'node_modules/@web/test-runner/dist/bin.js', '--watch', ...files);

function start(command: string, ...args: readonly string[]): void {
  // Both print to this terminal. Neither may take it over, or the other's output would be lost.
  const child = spawn(join('node_modules/.bin', command), args, { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.pipe(process.stdout);
}
