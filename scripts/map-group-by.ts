/** vitest 5 uses `Map.groupBy` to print a failure, and Node 20 lacks it. Without this polyfill, that error would hide the failure. */
interface GroupingMapConstructor {
  groupBy?: <Key, Item>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key) => Map<Key, Item[]>;
}

(Map as GroupingMapConstructor).groupBy ??= (items, keyOf) => {
  const groups = new Map();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
};
