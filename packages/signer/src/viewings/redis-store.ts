import { SignerError } from '../errors.js';
import { REDIS_SCRIPT } from './redis-script.js';
import { createStore, type ViewingOperation, type ViewingStore } from './viewing-store.js';

/** A connected client: `ioredis`, which has `call()`, or `redis` (node-redis), whose `sendCommand()` takes an array. */
export type RedisClient =
  { call(command: string, ...args: string[]): Promise<unknown> } | { sendCommand(args: string[]): Promise<unknown> };

export interface RedisStoreOptions {
  readonly client: RedisClient;
  /** The start of every key. Default `secure-stream:viewings:`. */
  readonly prefix?: string | undefined;
}

/** Keeps viewings in Redis 5+ or Valkey: one key per viewer, one atomic script per operation, by the clock of the server. */
export function redisStore({ client, prefix = 'secure-stream:viewings:' }: RedisStoreOptions): ViewingStore {
  const send = (...args: [string, ...string[]]): Promise<unknown> =>
    'call' in client ? client.call(...args) : client.sendCommand(args);
  let loading: Promise<string> | undefined;

  async function execute(viewer: string, operation: ViewingOperation): Promise<unknown> {
    const key = prefix + viewer;
    const run = async () => {
      loading ??= send('SCRIPT', 'LOAD', REDIS_SCRIPT).then(String);
      return send('EVALSHA', await loading, '1', key, JSON.stringify(operation));
    };
    try {
      return parseResult(await run());
    } catch (error) {
      loading = undefined;
      // A restarted server has lost the script.
      if (!(error instanceof Error && error.message.includes('NOSCRIPT'))) {
        throw new SignerError('store-failed', { detail: 'Redis did not execute the script' });
      }
      return parseResult(await run());
    }
  }

  return createStore(execute);
}

/** Turns `{}` back into an empty list: no result has an empty object. */
function parseResult(text: unknown): unknown {
  return JSON.parse(String(text), (_name, value: unknown) =>
    typeof value === 'object' && value !== null && Object.keys(value).length === 0 ? [] : value,
  );
}
