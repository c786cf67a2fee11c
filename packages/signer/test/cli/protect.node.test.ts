import { DEMO_VIDEO_ID } from '@secure-stream/origin';
import { expect, test } from 'vitest';
import { createTestTerminal, requestWithToken } from '../support/terminal.js';

test('protect makes a video require a token', async () => {
  const { origin, run, runShowingSecret } = createTestTerminal();
  origin.videos.edit(DEMO_VIDEO_ID, { requireSignedURLs: false });
  expect(await requestWithToken(origin, DEMO_VIDEO_ID)).toBe('allowed');
  const { code, out } = await run('protect', DEMO_VIDEO_ID);
  expect({ code, out }).toEqual({ code: 0, out: `Video ${DEMO_VIDEO_ID} now requires signed URLs.` });
  expect(await requestWithToken(origin, DEMO_VIDEO_ID)).toBe('token-required');
  await run('init');
  expect(await requestWithToken(origin, (await runShowingSecret('token', DEMO_VIDEO_ID)).out)).toBe('allowed');
});

test('protect sets the origins whose pages may embed a video', async () => {
  const { origin, run } = createTestTerminal();
  const argv = ['protect', DEMO_VIDEO_ID, '--allowed-origins', 'example.com', '*.example.org'];
  expect((await run(...argv)).out).toMatch(/Pages of example\.com, \*\.example\.org may embed it\.$/);
  expect(origin.videos.get(DEMO_VIDEO_ID)).toMatchObject({
    requireSignedURLs: true,
    allowedOrigins: ['example.com', '*.example.org'],
  });
});

test('protect keeps the allowed origins that were set before', async () => {
  const { origin, run } = createTestTerminal();
  await run('protect', DEMO_VIDEO_ID, '--allowed-origins', 'example.com');
  expect((await run('protect', DEMO_VIDEO_ID, '--json')).out).toContain('"requireSignedURLs": true');
  expect(origin.videos.get(DEMO_VIDEO_ID)?.allowedOrigins).toEqual(['example.com']);
});

test('protect fails for a video that the account does not have', async () => {
  const { run } = createTestTerminal();
  const { code, err } = await run('protect', '0'.repeat(32));
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringMatching(/does not know that video/) });
});
