import { describe, test } from 'vitest';
import { contracts } from './support/contracts.js';

for (const [unit, contract] of Object.entries(contracts)) {
  describe(`on Node, ${unit}`, () => {
    for (const [title, run] of Object.entries(contract)) test(title, async () => run());
  });
}
