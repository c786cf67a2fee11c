import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './free-port.ts';

/** Starts WebKitGTK's driver on a display and a port of its own, and ends both with this process. */
export async function startWebKitDriver(path: string): Promise<{ hostname: string; port: number; path: string }> {
  const port = await freePort();
  // `xvfb-run -a` looks for a free display before it starts one: two that start at once find the same. Xvfb itself takes a free one.
  const display = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  endWithThisProcess(display);
  const [number] = (await once(display.stdio[3]!, 'data')) as [Buffer];
  const driver = spawn(path, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, DISPLAY: `:${number.toString().trim()}` },
  });
  endWithThisProcess(driver, true);
  return { hostname: '127.0.0.1', port, path: '/' };
}

/** `isGroup`: the browsers that it started end too. */
function endWithThisProcess({ pid }: ChildProcess, isGroup = false): void {
  process.on('exit', () => {
    try {
      if (pid) process.kill(isGroup ? -pid : pid);
    } catch {
      // It has ended by itself.
    }
  });
}
