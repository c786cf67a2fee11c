/**
 * Browser test files that must not run beside another, each with the reason. Everything else asserts counts and order, and passes on a busy
 * machine.
 */
export const ALONE: Readonly<Record<string, string>> = {};
