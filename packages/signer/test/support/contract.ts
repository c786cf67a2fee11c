/** Tests by title. They run on every runtime, so they import nothing of a test runner. */
export type Contract = Readonly<Record<string, () => void | Promise<void>>>;
