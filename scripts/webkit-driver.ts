import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './free-port.ts';

/** Starts WebKitGTK's driver with its own display and port, and ends both with this process. */
export async function startWebKitDriver(path: string): Promise<{ hostname: string; port: number; path: string }> {
  const port = await freePort();
  // `xvfb-run -a` looks for a free display before it starts Xvfb, so two concurrent starts find the same. With
  // `-displayfd`, Xvfb picks a free one itself.
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

/** `isGroup`: also ends the browsers that the process started. */
function endWithThisProcess({ pid }: ChildProcess, isGroup = false): void {
  process.on('exit', () => {
    try {
      if (pid) process.kill(isGroup ? -pid : pid);
    } catch {
      // The process has already ended.
    }
  });
}
