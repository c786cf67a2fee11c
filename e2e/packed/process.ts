import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

export interface RunningProcess {
  /** What it has printed so far. */
  output(): string;
  /** Sends a signal to the process and those that it has started, such as the server behind `npm start`, and waits until it has ended. Default: SIGTERM. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export function startProcess(command: string, args: readonly string[], options: SpawnOptions): RunningProcess {
  // A group of its own can be ended as a whole.
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit').catch(() => {});
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    output: () => output,
    async stop(signal = 'SIGTERM') {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, signal);
      await exited;
    },
  };
}
