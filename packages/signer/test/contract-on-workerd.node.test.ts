import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { contracts } from './support/contracts.js';
import { startWorker } from './support/workerd.js';

const worker = await startWorker(fileURLToPath(new URL('support/contract-worker.ts', import.meta.url)));
afterAll(() => worker.close());
// Otherwise a Worker that responds to everything with 204 would pass.
expect((await worker.fetch('/signToken/nothing')).status).toBe(404);

for (const [unit, contract] of Object.entries(contracts)) {
  describe(`on workerd, ${unit}`, () => {
    for (const title of Object.keys(contract)) {
      test(title, async () => {
        const response = await worker.fetch(`/${encodeURIComponent(unit)}/${encodeURIComponent(title)}`);
        expect(response.status, await response.text()).toBe(204);
      });
    }
  });
}
