import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Host } from './hosts.js';
import { pageHost } from './page-host.js';
import { contract } from './contract.js';

describe('contract: a service worker of msw, in Chromium', () => {
  let host: Host;
  beforeAll(async () => {
    host = await pageHost();
  }, 60_000);
  afterAll(() => host.close());

  test.each(contract.map(({ name, run }) => [name, run] as const))('%s', (_, run) => run(host));
});
