/** Named sentences about behaviour, each with its proof. The same ones run on every runtime, so they import nothing of any. */
export type Contract = Readonly<Record<string, () => void | Promise<void>>>;
