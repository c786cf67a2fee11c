/** 128 random bits. `crypto.randomUUID()` exists only in secure contexts. */
export const createRandomId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');
