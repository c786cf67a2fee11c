const { process } = globalThis as { process?: { env: Record<string, string | undefined> } };

/**
 * The parameters of a fast-check property of a door: a place where input of somebody else arrives. `npm test` runs 1,000 inputs of a fixed
 * seed, `npm run test:all` 10,000, and `npm run fuzz` repeats that with other seeds. On workerd there is no environment.
 */
export const FUZZ = {
  numRuns: Number(process?.env['FUZZ_RUNS'] ?? 1_000),
  seed: Number(process?.env['FUZZ_SEED'] ?? 15),
};
