import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@secure-stream/test-server/wait';
import { freePort } from '../../scripts/free-port.ts';
import { START_S, startProcess } from './processes.ts';

const TEMPLATES = join(import.meta.dirname, 'apps');

export interface Site {
  readonly url: string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface App {
  readonly folder: string;
  /** Installs the dependencies of the template from the registry, and these tarballs. */
  install(tarballs: readonly string[]): void;
  /** Replaces each `{{NAME}}` in the files of the template. */
  setValues(values: Readonly<Record<string, string>>): void;
  /** Runs a script of the app until it ends, such as `build`. */
  run(script: string): void;
  /** Runs a script of the app that starts its site on a free port, and waits until it responds. */
  start(environment: Readonly<Record<string, string>>, script?: string): Promise<Site>;
}

/** Copies the template of this name to a folder outside of the repository, where nothing of the repository can be found by accident. */
export function createApp(name: string, folder: string): App {
  cpSync(join(TEMPLATES, name), folder, { recursive: true });
  return openApp(folder);
}

/** An app that is in the folder already. */
export function openApp(folder: string): App {
  const environment = {
    ...process.env,
    CI: '1',
    ASTRO_TELEMETRY_DISABLED: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    WRANGLER_SEND_METRICS: 'false',
  };
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

  return {
    folder,
    install: (tarballs) => run('npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs),
    setValues(values) {
      for (const { parentPath, name: file } of files) {
        const path = join(parentPath, file);
        const text = readFileSync(path, 'utf8');
        writeFileSync(
          path,
          text.replaceAll(/\{\{(\w+)\}\}/g, (match, key: string) => values[key] ?? match),
        );
      }
    },
    run: (script) => run('npm', 'run', script),
    async start(settings, script = 'start') {
      const port = await freePort();
      const url = `http://localhost:${port}`;
      const site = startProcess('npm', ['run', script], {
        cwd: folder,
        env: { ...environment, ...settings, PORT: `${port}` },
      });
      try {
        await waitUntil(() => respondsAt(url), `a response of ${folder}: ${site.output()}`, START_S);
      } catch (error) {
        await site.stop();
        throw error;
      }
      return { url, stop: (signal) => site.stop(signal) };
    },
  };

  function run(command: string, ...args: string[]): void {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env: environment, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  }
}

function respondsAt(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
