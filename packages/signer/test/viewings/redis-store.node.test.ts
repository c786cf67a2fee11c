import { limitViewings, redisStore, type ProgressStore, type ViewingStore } from '@secure-stream/signer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  connectIoredis,
  connectNodeRedis,
  startRedis,
  type RedisServer,
  type TestRedisClient,
} from '../support/redis-server.js';
import { testProgress } from '../progress/progress-suite.js';
import { acquireRequest, nextViewer, testStore } from './store-suite.js';

const KEY = 'secure-stream:viewings:';
let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server?.stop());

describe.each([
  ['ioredis', connectIoredis],
  ['node-redis', connectNodeRedis],
])('redisStore with %s', (_name, connect) => {
  let redis: TestRedisClient;
  let store: ViewingStore & ProgressStore;
  beforeAll(async () => {
    redis = await connect(server);
    store = redisStore({ client: redis.client });
  });
  afterAll(() => redis?.close());

  testStore(() => store);
  testProgress(() => store);

  test('loads its script again after the server has lost it', async () => {
    await store.list(nextViewer());
    await redis.send('SCRIPT', 'FLUSH');
    expect(await store.acquire(nextViewer(), acquireRequest('a'))).toMatchObject({ outcome: 'started' });
  });

  test('sets an expiry on every key and deletes the key of a viewer without leases', async () => {
    const viewer = nextViewer();
    await store.acquire(viewer, acquireRequest('a', { duration: 5000 }));
    const left = Number(await redis.send('PTTL', KEY + viewer));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(5000);
    await store.release(viewer, 'a', false);
    expect(await redis.send('EXISTS', KEY + viewer)).toBe(0);
  });

  test('counts by the clock of the server, whatever the clock of the process', async () => {
    const viewer = nextViewer();
    const { now } = Date;
    Date.now = () => 0;
    try {
      await store.acquire(viewer, acquireRequest('a'));
    } finally {
      Date.now = now;
    }
    const [viewing] = await store.list(viewer);
    expect(Math.abs((viewing?.startedAt ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  test('limitViewings starts no viewing for a viewer whose operation the server rejects', async () => {
    const viewer = nextViewer();
    await redis.send('LPUSH', KEY + viewer, 'of another type');
    const viewings = limitViewings({ perViewer: 1, store, onStoreFailure: 'allow' });
    const errors: unknown[] = [];
    const request = { viewer, playbackId: 'a', videoId: 'v', device: undefined, takeover: false, lifetime: 60 };
    expect(await viewings.acquire(request, (error) => errors.push(error))).toEqual({ outcome: 'failed' });
    expect(errors.map(String)).toEqual([
      'SignerError: The store of viewings failed: Redis did not execute the script.',
    ]);
  });

  test.each([
    ['allow', 'started'],
    ['refuse', 'failed'],
  ] as const)(
    'limitViewings with onStoreFailure %s: the viewing has %s while the server does not respond',
    async (onStoreFailure, outcome) => {
      const viewings = limitViewings({ perViewer: 1, store, onStoreFailure, storeTimeout: 50 });
      const errors: unknown[] = [];
      await redis.send('CLIENT', 'PAUSE', '500', 'ALL');
      const request = {
        viewer: nextViewer(),
        playbackId: 'a',
        videoId: 'v',
        device: undefined,
        takeover: false,
        lifetime: 60,
      };
      expect(await viewings.acquire(request, (error) => errors.push(error))).toMatchObject({ outcome });
      expect(errors.map(String)).toEqual(['SignerError: The store of viewings failed: it did not respond in time.']);
    },
  );
});

test.each([
  ['ioredis', connectIoredis],
  ['node-redis', connectNodeRedis],
])(
  'redisStore rejects with %s after the server has stopped, without quoting the error of the client',
  async (_name, connect) => {
    const stopping = await startRedis();
    const redis = await connect(stopping);
    const store = redisStore({ client: redis.client });
    await store.list(nextViewer());
    await stopping.stop();
    await expect(store.acquire(nextViewer(), acquireRequest('a'))).rejects.toThrow(
      'The store of viewings failed: Redis did not execute the script.',
    );
    redis.close();
  },
);
