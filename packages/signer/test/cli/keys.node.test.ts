import { expect, test } from 'vitest';
import { createTestTerminal } from '../support/terminal.js';

test('keys creates, lists newest first, and revokes', async () => {
  const { origin, run, runShowingSecret } = createTestTerminal();
  const created = await runShowingSecret('keys', 'create');
  expect(created.out).toMatch(/^id {3}\w+\njwk {2}eyJ\S+\npem {2}LS0t\S+$/);
  origin.clock.jump(60_000);
  const young = JSON.parse((await runShowingSecret('keys', 'create', '--json')).out) as { id: string };
  const old = /^id {3}(\w+)/.exec(created.out)?.[1] ?? '';
  const list = await run('keys', 'list');
  expect(list.out.split('\n').map((line) => line.split(' ')[0])).toEqual([young.id, old]);
  expect(JSON.parse((await run('keys', 'list', '--json')).out)).toMatchObject([{ id: young.id }, { id: old }]);
  expect(await run('keys', 'revoke', old)).toMatchObject({ code: 0 });
  expect((await run('keys', 'list')).out).not.toContain(old);
  expect((await run('keys', 'revoke', young.id, '--json')).out).toContain('"revoked": true');
  expect((await run('keys', 'list')).out).toBe('There are no keys.');
});

test('keys revoke fails for an unknown key, and sends no request for an invalid id', async () => {
  const { run, requests } = createTestTerminal();
  expect(await run('keys', 'revoke', 'f'.repeat(32))).toMatchObject({ code: 1 });
  expect(await run('keys', 'revoke', '../tokens')).toMatchObject({ code: 2 });
  expect(requests).toEqual([`DELETE /keys/${'f'.repeat(32)}`]);
});
