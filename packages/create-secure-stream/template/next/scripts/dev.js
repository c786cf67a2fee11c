import { run } from './run.js';

await run(({ PORT }) => [['next', 'dev', '--hostname', 'localhost', '--port', PORT]], ['PORT']);
