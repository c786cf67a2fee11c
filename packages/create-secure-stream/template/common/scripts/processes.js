import { spawn } from 'node:child_process';

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

/** Ends all processes. The first exit code is that of the whole. */
export function endAll(code) {
  process.exitCode ??= code;
  for (const child of running) child.kill();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => endAll(0));
