import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages, isAptUsable, missingPackages, NO_INSTALL } from '../../../../scripts/browsers.ts';

export interface RedisServer {
  /** The Unix socket of the server. */
  readonly path: string;
  stop(): Promise<void>;
}

/** Starts Redis without persistence on a Unix socket, so that no port can be taken. Installs Debian's package if it is missing. */
export async function startRedis(): Promise<RedisServer> {
  const missing = missingPackages([], ['redis-server']);
  if (missing.length > 0 && isAptUsable() && !process.env[NO_INSTALL]) installPackages(missing);
  const folder = mkdtempSync(join(tmpdir(), 'signer-redis-'));
  const path = join(folder, 'redis.sock');
  const args = ['--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no', '--dir', folder];
  // Redis ends if the locale of the environment is not installed.
  const server = spawn('redis-server', args, {
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error('redis-server has exited')));
    // The socket exists before the server listens on it.
    server.stdout.on('data', (text) => /ready to accept connections/i.test((output += String(text))) && resolve());
  });
  return {
    path,
    async stop() {
      if (server.exitCode === null && server.kill()) await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A client of either package, as far as the tests use it. */
export interface TestRedisClient {
  readonly client:
    { call(command: string, ...args: string[]): Promise<unknown> } | { sendCommand(args: string[]): Promise<unknown> };
  send(...args: [string, ...string[]]): Promise<unknown>;
  close(): void;
}

// The names are not literals, so that the types of these packages are not needed to compile the tests.
const [IOREDIS, NODE_REDIS]: readonly string[] = ['ioredis', 'redis'];

export async function connectIoredis({ path }: RedisServer): Promise<TestRedisClient> {
  const { Redis } = (await import(String(IOREDIS))) as {
    Redis: new (options: object) => {
      call(command: string, ...args: string[]): Promise<unknown>;
      on(event: string, listener: () => void): void;
      disconnect(): void;
    };
  };
  const client = new Redis({ path, maxRetriesPerRequest: 0, retryStrategy: () => null });
  client.on('error', () => {});
  return { client, send: (...args) => client.call(...args), close: () => client.disconnect() };
}

export async function connectNodeRedis({ path }: RedisServer): Promise<TestRedisClient> {
  const { createClient } = (await import(String(NODE_REDIS))) as {
    createClient(options: object): {
      sendCommand(args: string[]): Promise<unknown>;
      on(event: string, listener: () => void): void;
      connect(): Promise<unknown>;
      destroy(): void;
      readonly isOpen: boolean;
    };
  };
  const client = createClient({ socket: { path, reconnectStrategy: false }, disableOfflineQueue: true });
  client.on('error', () => {});
  await client.connect();
  return { client, send: (...args) => client.sendCommand(args), close: () => void (client.isOpen && client.destroy()) };
}
