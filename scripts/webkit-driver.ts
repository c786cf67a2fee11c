import { spawn } from 'node:child_process';
import { freePort } from './free-port.ts';

/** Starts WebKitGTK's driver on a display and a port of its own, and ends it with this process. */
export async function startWebKitDriver(path: string): Promise<{ hostname: string; port: number; path: string }> {
  const port = await freePort();
  const driver = spawn('xvfb-run', ['-a', path, `--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    detached: true,
  });
  process.on('exit', () => {
    // `xvfb-run` is a shell: its whole group has to go, or the display stays.
    if (driver.pid) process.kill(-driver.pid);
  });
  return { hostname: '127.0.0.1', port, path: '/' };
}
