import { createOrigin, type Origin, type OriginOptions } from '@secure-stream/origin';
import { expect } from 'vitest';
import { run } from '../../src/cli/run.js';
import { SECRETS } from '../contract/fixtures.js';
import { quotes } from '../contract/secrets.js';

export const API = 'https://stream.test/client/v4';
export const ACCOUNT = '023e105f4ecef8ad9ca31a8372d0c353';
export const API_TOKEN = 'Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Desk {
  readonly origin: Origin;
  /** What lies in the folder. */
  readonly files: Map<string, string>;
  /** The requests that were made, as `POST /keys`. */
  readonly asked: string[];
  /** Runs a command that may show no secret. */
  signer(...argv: string[]): Promise<Said>;
  /** Runs one whose purpose is to show a token or a key. */
  show(...argv: string[]): Promise<Said>;
}

interface DeskOptions {
  readonly env?: Record<string, string>;
  readonly files?: Record<string, string>;
  /** What is piped in. */
  readonly input?: string;
  readonly options?: OriginOptions;
  /** Whether nothing can be written. */
  readonly locked?: boolean;
  /** Instead of the origin. */
  readonly service?: (request: Request) => Promise<Response>;
}

/** A developer at a terminal, with an account whose service is the local origin. */
export function createDesk({ env, files = {}, input = '', options, locked = false, service }: DeskOptions = {}): Desk {
  const origin = createOrigin(options);
  const folder = new Map(Object.entries(files));
  const asked: string[] = [];

  async function show(...argv: string[]): Promise<Said> {
    const out: string[] = [];
    const err: string[] = [];
    const code = await run([...argv, '--api', API], {
      env: { CLOUDFLARE_ACCOUNT_ID: ACCOUNT, CLOUDFLARE_API_TOKEN: API_TOKEN, ...env },
      print: (line) => out.push(line),
      complain: (line) => err.push(line),
      readInput: async () => input,
      readFile: (path) => folder.get(path),
      writeFile: (path, contents) => {
        if (locked) throw new Error(`EACCES: permission denied, open '${path}'`);
        folder.set(path, contents);
      },
      fetch: (request) => {
        asked.push(`${request.method} ${new URL(request.url).pathname.split('/stream')[1]}`);
        return (service ?? origin.fetch)(request);
      },
      now: () => origin.clock.now(),
    });
    expect(quotes(err.join('\n'), [API_TOKEN, ...SECRETS])).toBe(false);
    return { code, out: out.join('\n'), err: err.join('\n') };
  }

  async function signer(...argv: string[]): Promise<Said> {
    const said = await show(...argv);
    // A JSON object in base64 begins like the first, a PEM like the second.
    expect(`${said.out}${said.err}`).not.toMatch(/eyJ|LS0t|BEGIN/);
    expect(quotes(said.out, [API_TOKEN, ...SECRETS])).toBe(false);
    return said;
  }

  return { origin, files: folder, asked, signer, show };
}

/** What the origin says of a token for its film. */
export async function judge(origin: Origin, token: string, path = 'manifest/video.m3u8'): Promise<string> {
  const response = await origin.fetch(new Request(`https://stream.test/${token}/${path}`));
  return response.status < 400 ? 'allowed' : (response.headers.get('X-Origin-Reason') ?? String(response.status));
}
