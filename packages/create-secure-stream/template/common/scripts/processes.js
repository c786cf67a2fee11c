import { spawn } from 'node:child_process';
import { connect } from 'node:net';

/** There, the commands of packages are scripts of the shell. */
export const isWindows = process.platform === 'win32';

const running = new Set();

/** Starts a command of an installed package. When it ends, or the terminal sends Ctrl+C, all others end too. */
export function startProcess([name, ...args], { env = process.env, stdio = ['ignore', 'inherit', 'inherit'] } = {}) {
  const child = spawn(name, args, { env, stdio, shell: isWindows });
  running.add(child);
  const end = (code) => {
    running.delete(child);
    endAll(code ?? 0);
  };
  child.once('exit', end);
  child.once('error', (error) => {
    console.error(error.message);
    end(1);
  });
  return child;
}

/** Throws an error that names the variable of the first port on which something listens. */
export async function requireFreePorts(env, ...names) {
  for (const name of names)
    if (await isInUse(env[name]))
      throw new Error(`Port ${env[name]} is in use. ${name} chooses another one, in .env or in the environment.`);
}

const isInUse = (port) =>
  new Promise((resolve) => {
    const socket = connect({ port, host: 'localhost' }, () => resolve(true));
    socket.once('error', () => resolve(false)).once('connect', () => socket.destroy());
  });

/** Ends all processes. The first exit code is that of the whole. */
export function endAll(code) {
  process.exitCode ??= code;
  for (const child of running) child.kill();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => endAll(0));
