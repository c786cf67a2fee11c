import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Host, hosts, theService } from './hosts.js';
import { contract } from './contract.js';
import { pageHost } from './page-host.js';

describe.each(Object.entries(hosts))('contract: %s', (_, open) => {
  let host: Host;
  beforeAll(async () => {
    host = await open();
  }, 60_000);
  afterAll(() => host.close());

  test.each(contract.map(({ name, run }) => [name, run] as const))('%s', (__, run) => run(host));
});

const service = theService(process.env);

// With STREAM_ORIGIN, STREAM_VIDEO_ID and STREAM_SIGNING_JWK of an account: a protected video with captions and a download.
describe.skipIf(!service)('contract: the service itself', () => {
  test.each(contract.map(({ name, run }) => [name, run] as const))('%s', (_, run) => run(service!));
});

describe('contract: a service worker of msw, in Chromium', () => {
  let host: Host;
  beforeAll(async () => {
    host = await pageHost();
  }, 60_000);
  afterAll(() => host.close());

  test.each(contract.map(({ name, run }) => [name, run] as const))('%s', (_, run) => run(host));
});
