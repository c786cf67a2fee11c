/** The length of a run of characters that counts as a part of a secret. */
const RUN_LENGTH = 20;

/** Whether a text contains a part of a secret. */
export function containsSecret(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => {
    for (let start = 0; start + RUN_LENGTH <= secret.length; start += 1) {
      if (text.includes(secret.slice(start, start + RUN_LENGTH))) return true;
    }
    return false;
  });
}

/** Everything that logging a value could print: its text, stack, fields and causes. */
export function serialize(value: unknown): string {
  if (!(value instanceof Error)) return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const fields = Object.getOwnPropertyNames(value).map((name) => value[name as keyof Error]);
  return [value.toString(), ...fields.map(serialize)].join('\n');
}

/** Status, headers and body of a response. */
export async function serializeResponse(response: Response): Promise<string> {
  return JSON.stringify([response.status, [...response.headers], await response.clone().text()]);
}

/** Runs an action and returns what it wrote to the console. */
export async function captureConsole(action: () => Promise<unknown>): Promise<string> {
  const names = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;
  const before = names.map((name) => console[name]);
  const lines: string[] = [];
  for (const name of names) console[name] = (...values: unknown[]) => void lines.push(...values.map(serialize));
  try {
    await action();
  } finally {
    names.forEach((name, index) => Object.assign(console, { [name]: before[index] }));
  }
  return lines.join('\n');
}
