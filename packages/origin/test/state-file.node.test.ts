import { chmod, mkdir, mkdtemp, readdir, readFile, rm, rmdir, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createOrigin, DEMO_VIDEO_ID, LIVE_INPUT_ID, type Origin, type OriginOptions } from '@secure-stream/origin';
import { openStateFile } from '../src/state-file.js';
import { get, sign } from './support/sign.js';

const STREAM = '/client/v4/accounts/local/stream';
const headers = { Authorization: 'Bearer local' };

let folder: string;
let path: string;
let errors: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'origin-state-'));
  path = join(folder, 'state.json');
  errors = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => errors.push(String(text)) > 0);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** One start of the command: an origin with the state of the previous run. */
async function start(options: OriginOptions = {}): Promise<{ origin: Origin; apiToken: string | null }> {
  const state = await openStateFile(path);
  const origin = createOrigin(options);
  state.restore(origin);
  await state.keep(origin, state.apiToken ?? 'the-secret');
  return { origin, apiToken: state.apiToken };
}

const call = async (origin: Origin, method: string, path: string, body?: object) => {
  const response = await get(origin, STREAM + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const text = await response.text();
  return text ? (JSON.parse(text) as { result: Record<string, string> }).result : {};
};

const reasonOf = async (origin: Origin, id: string) =>
  (await get(origin, `/${id}/manifest/video.m3u8`)).headers.get('X-Origin-Reason');

/** Waits until the file contains a text. */
const written = (text: string) => expect.poll(() => readFile(path, 'utf8'), { timeout: 10_000 }).toContain(text);

describe('the state file', () => {
  test('keeps tokens valid across a restart: of a created key, and of /token', async () => {
    const first = await start();
    const { id = '', jwk = '' } = await call(first.origin, 'POST', '/keys');
    const own = await sign({ id, jwk });
    const { token = '' } = await call(first.origin, 'POST', `/${DEMO_VIDEO_ID}/token`);
    await written('"isIssuer": true');
    const second = await start();
    expect(second.apiToken).toBe('the-secret');
    expect(await reasonOf(second.origin, own)).toBe(null);
    expect(await reasonOf(second.origin, token)).toBe(null);
    const { token: another = '' } = await call(second.origin, 'POST', `/${DEMO_VIDEO_ID}/token`);
    expect(await reasonOf(first.origin, another)).toBe(null);
  });

  test('keeps a revoked key revoked', async () => {
    const first = await start();
    const { id = '', jwk = '' } = await call(first.origin, 'POST', '/keys');
    await call(first.origin, 'DELETE', `/keys/${id}`);
    await written('"revoked"');
    expect(await reasonOf((await start()).origin, await sign({ id, jwk }))).toBe('key-revoked');
  });

  test('keeps settings of videos and live inputs, and deletions', async () => {
    const first = await start();
    await call(first.origin, 'POST', `/${DEMO_VIDEO_ID}`, { allowedOrigins: ['example.com'] });
    await call(first.origin, 'PUT', `/live_inputs/${LIVE_INPUT_ID}`, { recording: { timeoutSeconds: 5 } });
    await written('"timeoutSeconds": 5');
    const second = await start();
    expect(second.origin.videos.get(DEMO_VIDEO_ID)).toMatchObject({ allowedOrigins: ['example.com'] });
    expect(second.origin.liveInputs.get(LIVE_INPUT_ID)).toMatchObject({ recording: { timeoutSeconds: 5 } });
    await call(second.origin, 'DELETE', `/${DEMO_VIDEO_ID}`);
    await written(`"${DEMO_VIDEO_ID}": null`);
    expect((await start()).origin.videos.get(DEMO_VIDEO_ID)).toBe(undefined);
  });

  test('keeps the settings of a video that one run does not have', async () => {
    const first = await start();
    await call(first.origin, 'POST', `/${DEMO_VIDEO_ID}`, { allowedOrigins: ['example.com'] });
    await written('example.com');
    for (let count = 0; count < 2; count += 1) await start({ videos: [] });
    expect((await start()).origin.videos.get(DEMO_VIDEO_ID)).toMatchObject({ allowedOrigins: ['example.com'] });
  });

  test('is saved after an earlier failure, and in a new folder', async () => {
    path = join(folder, 'new', 'state.json');
    const { origin } = await start();
    await rm(path);
    await mkdir(path);
    await call(origin, 'POST', `/${DEMO_VIDEO_ID}`, { allowedOrigins: ['one.example'] });
    await expect.poll(() => errors.join(''), { timeout: 10_000 }).toContain('The state cannot be saved');
    await rmdir(path);
    await call(origin, 'POST', `/${DEMO_VIDEO_ID}`, { allowedOrigins: ['two.example'] });
    await written('two.example');
    expect(await readdir(join(folder, 'new'))).toEqual(['state.json']);
  });

  test('is readable by its owner only, and contains no private key of a created key', async () => {
    const { origin } = await start();
    const { jwk = '' } = await call(origin, 'POST', '/keys');
    const { d = '' } = JSON.parse(atob(jwk)) as { d?: string };
    await written('"keys"');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).not.toContain(d);
  });

  test('is written through no link that another user of the folder has prepared', async () => {
    const victim = join(folder, 'victim');
    await writeFile(victim, 'untouched');
    await symlink(victim, `${path}.new`);
    await start();
    expect(await readFile(victim, 'utf8')).toBe('untouched');
    expect((await readdir(folder)).toSorted()).toEqual(['state.json', 'state.json.new', 'victim']);
  });

  test('refuses a link instead of a file', async () => {
    await start();
    const link = join(folder, 'link.json');
    await symlink(path, link);
    await expect(openStateFile(link)).rejects.toThrow(`${link} is a symbolic link`);
  });

  test('replaces a file that others can read by one that they cannot', async () => {
    await start();
    await chmod(path, 0o644);
    await start();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('refuses a file that is not one, without quoting it', async () => {
    await writeFile(path, '{"a-secret');
    const error = await openStateFile(path).catch((reason: unknown) => reason);
    expect(String(error)).toContain('is not a state file');
    expect(String(error)).not.toContain('a-secret');
  });
});
