/** What was made under this name, or is being made. A promise that failed is asked again, not kept for ever. */
export function remembered<Value>(
  known: Map<string, Promise<Value>>,
  name: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const value = known.get(name) ?? make();
  known.set(name, value);
  value.catch(() => known.delete(name));
  return value;
}
