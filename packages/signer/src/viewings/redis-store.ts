import { SignerError } from '../errors.js';
import { joinStores, RETENTION_MS, type ProgressStore } from '../progress/progress-store.js';
import { applyToRecord, type VideoRecord } from '../progress/video-record.js';
import { REDIS_SCRIPT } from './redis-script.js';
import { createStore, type ViewingOperation, type ViewingStore } from './viewing-store.js';

/** A connected client: `ioredis`, which has `call()`, or `redis` (node-redis), whose `sendCommand()` takes an array. */
export type RedisClient =
  { call(command: string, ...args: string[]): Promise<unknown> } | { sendCommand(args: string[]): Promise<unknown> };

export interface RedisStoreOptions {
  readonly client: RedisClient;
  /** The start of the key of a viewer's viewings. Default `secure-stream:viewings:`. */
  readonly prefix?: string | undefined;
  /** The start of the key of a viewer's progress. Default `secure-stream:progress:`. */
  readonly progressPrefix?: string | undefined;
}

/** A record and the time. */
const READ = `local time = redis.call('TIME') return { time[1], redis.call('HGET', KEYS[1], ARGV[1]) or '' }`;
/** Writes a record if nobody else has written it since it was read. */
const WRITE = `
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1`;

/**
 * Keeps viewings and progress in Redis 5+ or Valkey, by the clock of the server: per viewer one key with the viewings, changed by an atomic
 * script, and a hash with a record for each video.
 */
export function redisStore({
  client,
  prefix = 'secure-stream:viewings:',
  progressPrefix = 'secure-stream:progress:',
}: RedisStoreOptions): ViewingStore & ProgressStore {
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

  async function attempt<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch {
      throw new SignerError('store-failed', { detail: 'Redis did not execute the command' });
    }
  }

  return joinStores(createStore(execute), {
    applyProgress: (viewer, videoId, operation) =>
      attempt(async () => {
        const key = progressPrefix + viewer;
        for (;;) {
          const [seconds, before] = (await send('EVAL', READ, '1', key, videoId)) as [string, string];
          const stored = before === '' ? undefined : (JSON.parse(before) as VideoRecord);
          const { record, result } = applyToRecord(stored, operation, Number(seconds) * 1000);
          if (!record || record === stored) return result ?? null;
          const written = [JSON.stringify(record), String(RETENTION_MS)] as const;
          if (Number(await send('EVAL', WRITE, '1', key, videoId, before, ...written)) === 1) return result ?? null;
        }
      }),
    listRecords: (viewer) =>
      attempt(async () => {
        const reply = (await send(
          'EVAL',
          "return redis.call('HGETALL', KEYS[1])",
          '1',
          progressPrefix + viewer,
        )) as string[];
        return Object.fromEntries(
          reply.flatMap((videoId, index) =>
            index % 2 === 0 ? [[videoId, JSON.parse(reply[index + 1]!) as VideoRecord]] : [],
          ),
        );
      }),
    forgetViewer: (viewer) =>
      attempt(async () => {
        // Two commands: in a cluster, the keys may lie on two servers.
        await send('DEL', prefix + viewer);
        await send('DEL', progressPrefix + viewer);
      }),
  });
}

/** Turns `{}` back into an empty list: no result has an empty object. */
function parseResult(text: unknown): unknown {
  return JSON.parse(String(text), (_name, value: unknown) =>
    typeof value === 'object' && value !== null && Object.keys(value).length === 0 ? [] : value,
  );
}
