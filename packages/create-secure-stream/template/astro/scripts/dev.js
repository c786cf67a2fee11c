import { run } from './run.js';

await run(({ PORT }) => [['astro', 'dev', '--port', PORT]], ['PORT']);
