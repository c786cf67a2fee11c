import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readSamples } from '../../scripts/docs/samples.ts';

const samples = readSamples(join(import.meta.dirname, '../..'), 'docs/guides/service.md');
const SECRET = '85011ed3a913c6ad5f9cf6c5573cc0a7';

const update = vi.fn<(id: string, change: object) => void>();
const showLesson = vi.fn();
const hideLesson = vi.fn();

beforeEach(() => {
  const env = { STREAM: { video: (id: string) => ({ update: (change: object) => update(id, change) }) } };
  for (const [name, value] of Object.entries({ env, showLesson, hideLesson })) vi.stubGlobal(name, value);
  vi.stubEnv('STREAM_WEBHOOK_SECRET', SECRET);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.clearAllMocks();
});

/** Imports the sample that contains a text. Its `env` is a global here. */
async function importSample(text: string): Promise<unknown> {
  const sample = samples.find(({ language, code }) => language === 'ts' && code.includes(text));
  const source = sample?.code.replace("import { env } from 'cloudflare:workers';", '') ?? '';
  const { code } = await transform(source, { loader: 'ts' });
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
}

describe('the consumer of events', () => {
  const receive = async (type: string, payload: object): Promise<void> => {
    const module = (await importSample('async queue')) as { default: { queue(batch: object): Promise<void> } };
    await module.default.queue({ messages: [{ body: { type: `cf.stream.${type}`, payload } }] });
  };
  const ready = { id: 'v', requireSignedURLs: true, status: { state: 'ready' } };

  test('shows a lesson whose video is ready, and protects a video that is not', async () => {
    await receive('video_state.ready', ready);
    expect([update.mock.calls, showLesson.mock.calls]).toEqual([[], [['v']]]);
    await receive('video_state.ready', { ...ready, requireSignedURLs: false });
    expect(update.mock.calls).toEqual([['v', { requireSignedURLs: true }]]);
  });

  test('hides a lesson whose video has failed, and does nothing at another change', async () => {
    await receive('video_state.updated', ready);
    await receive('live_input.connected', ready);
    expect(hideLesson).not.toHaveBeenCalled();
    await receive('video_state.updated', { ...ready, status: { state: 'error' } });
    expect([hideLesson.mock.calls, showLesson.mock.calls]).toEqual([[['v']], []]);
  });
});

describe('the webhook', () => {
  const now = () => Math.floor(Date.now() / 1000);
  const body = (state: string) => JSON.stringify({ uid: 'v', readyToStream: state === 'ready', status: { state } });
  const sign = (text: string, time = now(), secret = SECRET) =>
    `time=${time},sig1=${createHmac('sha256', secret).update(`${time}.${text}`).digest('hex')}`;

  async function post(text: string, signature?: string): Promise<number> {
    const { onWebhook } = (await importSample('onWebhook')) as { onWebhook(request: Request): Promise<Response> };
    const headers = signature === undefined ? {} : { 'Webhook-Signature': signature };
    return (await onWebhook(new Request('https://www.example.com/', { method: 'POST', body: text, headers }))).status;
  }

  test('shows and hides a lesson for a request that the service has signed', async () => {
    expect(await post(body('ready'), sign(body('ready')))).toBe(200);
    expect(await post(body('error'), sign(body('error')))).toBe(200);
    expect([showLesson.mock.calls, hideLesson.mock.calls]).toEqual([[['v']], [['v']]]);
  });

  test.each([
    ['without a signature', undefined],
    ['with an empty one', ''],
    ['with another secret', sign(body('ready'), now(), 'another')],
    ['with the signature of another body', sign(body('error'))],
    ['of ten minutes ago', sign(body('ready'), now() - 600)],
    ['with no time', sign(body('ready'), NaN)],
    ['with a signature that is no number', `time=${now()},sig1=zz`],
  ])('refuses a request %s', async (_what, signature) => {
    expect(await post(body('ready'), signature)).toBe(403);
    expect(showLesson).not.toHaveBeenCalled();
  });
});
