import { describe, test } from 'vitest';
import { contracts } from './contract/index.js';

for (const [name, contract] of Object.entries(contracts)) {
  describe(`on Node, ${name}`, () => {
    for (const [sentence, proof] of Object.entries(contract)) test(sentence, async () => proof());
  });
}
