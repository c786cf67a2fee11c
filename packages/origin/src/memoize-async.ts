/** Returns the cached promise for a key, or creates it. A rejected promise is removed, so that the next call tries again. */
export function memoizeAsync<Key, Value>(
  cache: Map<Key, Promise<Value>>,
  key: Key,
  create: () => Promise<Value>,
): Promise<Value> {
  const cached = cache.get(key);
  if (cached) return cached;
  const value = create();
  cache.set(key, value);
  value.catch(() => {
    if (cache.get(key) === value) cache.delete(key);
  });
  return value;
}
