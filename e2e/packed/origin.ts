import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { waitUntil } from '@secure-stream/test-server/wait';
import { startProcess } from './process.ts';

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
    await waitUntil(() => read(/its jwk +(\S+)\s/), 'the key of the origin');
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
