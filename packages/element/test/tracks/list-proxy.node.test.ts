import { expect, test } from 'vitest';
import { createListProxy } from '../../src/tracks/list-proxy.js';

class Choice extends EventTarget {
  readonly #names: string[];
  selectedIndex = 0;

  constructor(...names: string[]) {
    super();
    this.#names = names;
  }

  get length(): number {
    return this.#names.length;
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#names.values();
  }
}

class AddEvent extends Event {
  readonly track: string;

  constructor(type: string, { track }: { track: string }) {
    super(type);
    this.track = track;
  }
}

test('a list proxy without a source is empty, and accepts listeners', () => {
  const { list } = createListProxy<Choice>();
  expect([...list]).toEqual([]);
  expect([list.length, list.selectedIndex]).toEqual([0, -1]);
  expect(() => (list.selectedIndex = 3)).not.toThrow();
});

test('a list proxy forwards events of a later source, with their properties', () => {
  const { list, setSource } = createListProxy<Choice>();
  const received: unknown[] = [];
  list.addEventListener('addtrack', (event) => received.push((event as AddEvent).track));
  const real = new Choice('de', 'en');
  setSource(real);
  real.dispatchEvent(new AddEvent('addtrack', { track: 'en' }));
  expect(received).toEqual(['en']);
  expect([...list]).toEqual(['de', 'en']);
  list.selectedIndex = 1;
  expect(real.selectedIndex).toBe(1);
});

test('a list proxy forwards the events of its current source only, once', () => {
  const { list, setSource } = createListProxy<Choice>();
  let changes = 0;
  list.addEventListener('change', () => (changes += 1));
  const [first, second] = [new Choice('a'), new Choice('b', 'c')];
  setSource(first);
  setSource(second);
  setSource(second);
  first.dispatchEvent(new Event('change'));
  second.dispatchEvent(new Event('change'));
  expect([changes, list.length]).toEqual([1, 2]);
  setSource(undefined);
  second.dispatchEvent(new Event('change'));
  expect([changes, list.length]).toEqual([1, 0]);
});

test('a list proxy keeps a handler property when its source changes', () => {
  const { list, setSource } = createListProxy<Choice>();
  let changes = 0;
  Object.assign(list, { onchange: () => (changes += 1) });
  for (const real of [new Choice(), new Choice()]) {
    setSource(real);
    real.dispatchEvent(new Event('change'));
  }
  expect(changes).toBe(2);
});
