import { run } from './run.js';

await run(({ PORT }) => [
  ['node', '--watch', '--import', 'tsx', 'server/main.ts'],
  ['vite', '--port', PORT, '--strictPort'],
]);
