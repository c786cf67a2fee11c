import { afterAll, describe, expect, test } from 'vitest';
import { contracts } from './contract/index.js';
import { startWorker } from './workerd.js';

const worker = await startWorker(new URL('contract/worker.ts', import.meta.url).pathname);
afterAll(() => worker.close());
// Else a Worker that answers anything with 204 would pass.
expect((await worker.fetch('/signing/nothing')).status).toBe(404);

for (const [name, contract] of Object.entries(contracts)) {
  describe(`on workerd, ${name}`, () => {
    for (const sentence of Object.keys(contract)) {
      test(sentence, async () => {
        const response = await worker.fetch(`/${encodeURIComponent(name)}/${encodeURIComponent(sentence)}`);
        expect(response.status, await response.text()).toBe(204);
      });
    }
  });
}
