import { createOrigin, type Origin, type OriginOptions } from '@secure-stream/origin';
import { expect } from 'vitest';
import { run } from '../../src/cli/run.js';
import { SECRETS } from './fixtures.js';
import { containsSecret } from './secrets.js';

export const API = 'https://stream.test/client/v4';
export const ACCOUNT = '023e105f4ecef8ad9ca31a8372d0c353';
export const API_TOKEN = 'Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY';

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface TestTerminal {
  readonly origin: Origin;
  /** The files of the folder. */
  readonly files: Map<string, string>;
  /** The requests to the API, as `POST /keys`. */
  readonly requests: string[];
  /** Runs a command that must not print a secret. */
  run(...argv: string[]): Promise<CommandResult>;
  /** Runs a command that prints a token or a key. */
  runShowingSecret(...argv: string[]): Promise<CommandResult>;
  /** Sends the signal of Ctrl+C to the commands that run. */
  interrupt(): void;
}

interface TestTerminalOptions {
  readonly env?: Record<string, string>;
  readonly files?: Record<string, string>;
  /** Standard input. */
  readonly input?: string;
  readonly options?: OriginOptions;
  /** Whether files cannot be written. */
  readonly readOnly?: boolean;
  /** Replaces the origin as the API. */
  readonly service?: (request: Request) => Promise<Response>;
}

/** A terminal whose API is the local origin. */
export function createTestTerminal({
  env,
  files = {},
  input = '',
  options,
  readOnly = false,
  service,
}: TestTerminalOptions = {}): TestTerminal {
  const origin = createOrigin(options);
  const folder = new Map(Object.entries(files));
  const requests: string[] = [];
  const interrupts = new Set<() => void>();

  async function runShowingSecret(...argv: string[]): Promise<CommandResult> {
    const out: string[] = [];
    const err: string[] = [];
    const code = await run(argv.includes('--api') ? argv : [...argv, '--api', API], {
      env: { CLOUDFLARE_ACCOUNT_ID: ACCOUNT, CLOUDFLARE_API_TOKEN: API_TOKEN, ...env },
      print: (line) => out.push(line),
      printError: (line) => err.push(line),
      readInput: async () => input,
      readFile: (path) => folder.get(path),
      writeFile: (path, contents) => {
        if (readOnly) throw new Error(`EACCES: permission denied, open '${path}'`);
        folder.set(path, contents);
      },
      fetch: (request) => {
        requests.push(`${request.method} ${new URL(request.url).pathname.split('/stream')[1]}`);
        return (service ?? origin.fetch)(request);
      },
      now: () => origin.clock.now(),
      wait: async (milliseconds) => origin.clock.jump(milliseconds),
      onInterrupt: (listener) => {
        interrupts.add(listener);
        return () => interrupts.delete(listener);
      },
    });
    expect(containsSecret(err.join('\n'), [API_TOKEN, ...SECRETS])).toBe(false);
    return { code, out: out.join('\n'), err: err.join('\n') };
  }

  async function runCommand(...argv: string[]): Promise<CommandResult> {
    const result = await runShowingSecret(...argv);
    // The start of a JSON object and of a PEM in base64.
    expect(`${result.out}${result.err}`).not.toMatch(/eyJ|LS0t|BEGIN/);
    expect(containsSecret(result.out, [API_TOKEN, ...SECRETS])).toBe(false);
    return result;
  }

  return {
    origin,
    files: folder,
    requests,
    run: runCommand,
    runShowingSecret,
    interrupt: () => interrupts.forEach((listener) => listener()),
  };
}

/** Requests a video from the origin with a token. Returns `allowed` or the reason of the refusal. */
export async function requestWithToken(origin: Origin, token: string, path = 'manifest/video.m3u8'): Promise<string> {
  const response = await origin.fetch(new Request(`https://stream.test/${token}/${path}`));
  return response.status < 400 ? 'allowed' : (response.headers.get('X-Origin-Reason') ?? String(response.status));
}
