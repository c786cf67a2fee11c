/** How long a run of characters has to be before it counts as a quotation. */
const RUN = 20;

/** Whether a text holds any run of one of the secrets, in clear or encoded once more. */
export function quotes(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => {
    for (let start = 0; start + RUN <= secret.length; start += 1) {
      if (text.includes(secret.slice(start, start + RUN))) return true;
    }
    return false;
  });
}

/** Everything that somebody who logs a value might write: its text, its stack, its fields, the causes of an error. */
export function written(value: unknown): string {
  if (!(value instanceof Error)) return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const fields = Object.getOwnPropertyNames(value).map((name) => value[name as keyof Error]);
  return [value.toString(), ...fields.map(written)].join('\n');
}

/** All of an answer: status, headers, body. */
export async function writtenAnswer(response: Response): Promise<string> {
  return JSON.stringify([response.status, [...response.headers], await response.clone().text()]);
}

/** Runs something and returns what it wrote to the console meanwhile. */
export async function consoleOf(action: () => Promise<unknown>): Promise<string> {
  const names = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;
  const before = names.map((name) => console[name]);
  const lines: string[] = [];
  for (const name of names) console[name] = (...values: unknown[]) => void lines.push(...values.map(written));
  try {
    await action();
  } finally {
    names.forEach((name, index) => Object.assign(console, { [name]: before[index] }));
  }
  return lines.join('\n');
}
