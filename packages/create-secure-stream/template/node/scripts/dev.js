import { run } from './run.js';

await run(({ PORT }) => [
  ['node', '--watch', 'server/main.js'],
  ['vite', '--port', PORT, '--strictPort'],
]);
