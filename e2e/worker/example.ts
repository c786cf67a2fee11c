import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startWorker, type RunningWorker } from '../../packages/signer/test/support/workerd.ts';

const FOLDER = fileURLToPath(new URL('../../examples/worker/', import.meta.url));

interface Config {
  readonly main: string;
  readonly compatibility_date: string;
  readonly vars?: Record<string, string>;
  readonly kv_namespaces?: readonly { readonly binding: string; readonly id: string }[];
  readonly ratelimits?: readonly { readonly name: string; readonly simple: { limit: number; period: 10 | 60 } }[];
  readonly durable_objects?: { readonly bindings: readonly { readonly name: string; readonly class_name: string }[] };
  readonly env?: Record<string, Partial<Config>>;
}

/** Starts the example as its `wrangler.jsonc` configures it. Variables and secrets can be overridden. */
export function startExample(vars: Record<string, string>, environment?: string): Promise<RunningWorker> {
  const jsonc = readFileSync(join(FOLDER, 'wrangler.jsonc'), 'utf8');
  const text = jsonc.replace(/^\s*\/\/.*$/gm, '').replace(/,(?=\s*[}\]])/g, '');
  const { env, ...top } = JSON.parse(text) as Config;
  // As in wrangler, an environment inherits the code settings, and no bindings.
  const { main, compatibility_date } = { ...top, ...(environment ? env?.[environment] : {}) };
  const bound: Partial<Config> = environment ? (env?.[environment] ?? {}) : top;
  return startWorker(join(FOLDER, main), {
    compatibilityDate: compatibility_date,
    bindings: { ...bound.vars, ...vars },
    kvNamespaces: Object.fromEntries((bound.kv_namespaces ?? []).map(({ binding, id }) => [binding, id])),
    ratelimits: Object.fromEntries((bound.ratelimits ?? []).map(({ name, simple }) => [name, { simple }])),
    durableObjects: Object.fromEntries(
      (bound.durable_objects?.bindings ?? []).map(({ name, class_name }) => [
        name,
        { className: class_name, useSQLite: true },
      ]),
    ),
  });
}
