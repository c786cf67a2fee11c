import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

export interface RunningProcess {
  /** What it has printed so far. */
  output(): string;
  /** Ends the process and those that it has started, such as the server behind `npm start`. */
  stop(): Promise<void>;
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
    async stop() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid);
      await exited;
    },
  };
}
