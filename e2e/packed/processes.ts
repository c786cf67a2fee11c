import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { waitUntil } from '@secure-stream/test-server/wait';

/** Most servers compile the app before they answer. */
export const START_S = 100;

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

export interface RunningOrigin {
  readonly url: string;
  stop(): Promise<void>;
  readonly videoId: string;
  /** The key whose tokens the origin accepts. */
  readonly jwk: string;
}

/** Starts the command of the origin that is installed in an app. */
export async function startOrigin(folder: string): Promise<RunningOrigin> {
  const command = startProcess('npx', ['--no-install', 'secure-stream-origin', '--port', '0', '--print-key'], {
    cwd: folder,
  });
  const read = (pattern: RegExp) => pattern.exec(command.output())?.[1] ?? '';
  try {
    await waitUntil(() => read(/its jwk +(\S+)\s/), 'the key of the origin', START_S);
  } catch (error) {
    await command.stop();
    throw error;
  }
  return {
    url: read(/is at (http:\S+)/),
    videoId: DEMO_VIDEO_ID,
    jwk: read(/its jwk +(\S+)\s/),
    stop: () => command.stop(),
  };
}
