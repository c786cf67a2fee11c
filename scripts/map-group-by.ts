/** vitest 5 prints a failure with `Map.groupBy`, which Node 20 does not have: without this it would say that, and not what failed. */
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
