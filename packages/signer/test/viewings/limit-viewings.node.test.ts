import { limitViewings, memoryStore } from '@secure-stream/signer';
import { afterEach, expect, test } from 'vitest';
import { captureConsole } from '../support/secrets.js';

const { NODE_ENV } = process.env;
afterEach(() => {
  process.env['NODE_ENV'] = NODE_ENV;
});

test('limitViewings warns in production that the memory of one process is its store', async () => {
  process.env['NODE_ENV'] = 'production';
  const warning = await captureConsole(async () => limitViewings({ perViewer: 2 }));
  expect(warning).toMatch(/^limitViewings\(\) has no store and counts viewings in the memory of this process only\./);
  expect(await captureConsole(async () => limitViewings({ perViewer: 2, store: memoryStore() }))).toBe('');
});

test('limitViewings does not warn outside of production', async () => {
  expect(await captureConsole(async () => limitViewings({ perViewer: 2 }))).toBe('');
});
