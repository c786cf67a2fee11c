import {
  loadEnvironment,
  PAGE_VARIABLES,
  refuseDemoViewer,
  requireVariables,
  SERVER_VARIABLES,
} from './environment.js';

try {
  const env = loadEnvironment();
  requireVariables(env, ...SERVER_VARIABLES, ...PAGE_VARIABLES);
  refuseDemoViewer(env);
  // Written by `npm run build`. Listens on $HOST and $PORT.
  await import('../dist/server/entry.mjs');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
