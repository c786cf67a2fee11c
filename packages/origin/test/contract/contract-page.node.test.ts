import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Host } from './hosts.js';
import { pageHost } from './page-host.js';
import { contract } from './questions.js';

describe('contract: a service worker of msw, in Chromium', () => {
  let host: Host;
  beforeAll(async () => {
    host = await pageHost();
  }, 60_000);
  afterAll(() => host.close());

  test.each(contract.map(({ name, ask }) => [name, ask] as const))('%s', (_, ask) => ask(host));
});
