import { createPrivateKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { createOrigin } from '@secure-stream/origin';
import { serve } from '@secure-stream/origin/node';
import { sign } from './sign.js';

test('the Node host answers on a socket, and frees it when it is closed', async () => {
  const origin = createOrigin();
  const token = await sign(await origin.keys.create());
  const served = await serve(origin);
  const answer = await fetch(`${served.url}/${token}/video/360/seg_24.mp4`, { headers: { Range: 'bytes=0-7' } });
  expect(answer.status).toBe(206);
  expect(new TextDecoder().decode((await answer.bytes()).subarray(4))).toBe('moof');
  await served.close();
  await expect(fetch(served.url)).rejects.toThrow();
});

test('the PEM of a key is PKCS#1 in base64, which is what the service returns', async () => {
  const { pem } = await createOrigin().keys.create();
  expect(atob(pem)).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/);
  expect(createPrivateKey(atob(pem)).asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 });
});
