/** A JSON value in the storage of the browser. */
export interface StoredValue {
  /** Returns `null` if there is none, if it is damaged, or if the storage is forbidden. */
  read(): unknown;
  /** Does nothing if the storage is forbidden or full. */
  write(value: unknown): void;
}

/** @param getStorage Reading `localStorage` throws in a browser that forbids it. */
export const createStoredValue = (
  key: string,
  getStorage: () => Pick<Storage, 'getItem' | 'setItem'> = () => localStorage,
): StoredValue => ({
  read() {
    try {
      return JSON.parse(getStorage().getItem(key) ?? 'null') as unknown;
    } catch {
      return null;
    }
  },
  write(value) {
    try {
      getStorage().setItem(key, JSON.stringify(value));
    } catch {
      // Nothing is remembered.
    }
  },
});
