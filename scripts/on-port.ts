import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';

/**
 * `on-port.ts DEFAULT COMMAND …` runs a command with a port as its last argument: that of `PORT`,
 * or the default. Storybook would take another port without a word, and VitePress would end with
 * the error of the system.
 */
const [fallback = '', command = '', ...args] = process.argv.slice(2);
const port = Number(process.env['PORT'] || fallback);
if (await isInUse(port)) {
  console.error(`Port ${port} is in use. PORT chooses another one, such as PORT=${port + 1}.`);
  process.exitCode = 1;
} else {
  process.exitCode = spawnSync(command, [...args, String(port)], { stdio: 'inherit' }).status ?? 1;
}

function isInUse(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: 'localhost' }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
