import { loadEnvironment, PAGE_VARIABLES, requireVariables, SERVER_VARIABLES } from './environment.js';
import { startLocalOrigin } from './local-origin.js';
import { endAll, requireFreePorts, startProcess } from './processes.js';

/**
 * Runs the commands that `commandsOf` returns, which listen on the ports of these variables, until one of them ends. Without a signing key in
 * the environment, the local origin runs beside them.
 */
export async function run(commandsOf, portNames = ['PORT', 'SERVER_PORT']) {
  try {
    const env = {
      PORT: '5173',
      SERVER_PORT: '8787',
      SERVER_HOST: '127.0.0.1',
      STREAM_ORIGIN_PORT: '8788',
      ...loadEnvironment(),
      NODE_ENV: 'development',
    };
    const names = env.STREAM_SIGNING_JWK ? portNames : [...portNames, 'STREAM_ORIGIN_PORT'];
    await requireFreePorts(env, ...names);
    if (env.STREAM_SIGNING_JWK) {
      requireVariables(env, ...SERVER_VARIABLES, ...PAGE_VARIABLES);
    } else {
      console.log('No STREAM_SIGNING_JWK in the environment: the app plays the sample video of the local origin.');
      Object.assign(env, await startLocalOrigin(env));
    }
    console.log(`Ports: ${names.map((name) => `${name}=${env[name]}`).join(', ')}. Each can be set in .env.`);
    for (const command of commandsOf(env)) startProcess(command, { env });
  } catch (error) {
    console.error(error.message);
    endAll(1);
  }
}
