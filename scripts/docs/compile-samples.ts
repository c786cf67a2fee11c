import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sample } from './samples.ts';

/** A sample leaves out types of parameters. One in JavaScript cannot say that a query finds something, or that a member may be missing. */
const ALLOWED = /error TS(?:7006|7031):|\.js\(.*error TS(?:18047|2774):/;

/** Compiles samples against the packages of this repository, each as a module. Returns the errors, each with the place of its sample. */
export function compileSamples(root: string, samples: readonly Sample[]): string[] {
  // Within the repository, so that the packages are found.
  const folder = join(root, 'node_modules/.cache/samples');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ['names.d.ts', 'modules.d.ts']) copyFileSync(join(import.meta.dirname, name), join(folder, name));
  const files = new Map(samples.map((sample) => [`${sample.place.replaceAll(/\W/g, '-')}.${sample.language}`, sample]));
  for (const [file, { code, marks }] of files) {
    const pragma = marks.includes('solid') ? '/** @jsxImportSource solid-js */ ' : '';
    writeFileSync(join(folder, file), `${pragma}${code}\nexport {};\n`);
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: {
        composite: false,
        emitDeclarationOnly: false,
        noEmit: true,
        allowJs: true,
        checkJs: true,
        noUnusedLocals: false,
        types: ['node'],
      },
      include: ['*'],
    }),
  );
  const { stdout } = spawnSync('npx', ['--no-install', 'tsc', '--pretty', 'false', '-p', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  return stdout
    .split('\n')
    .filter((line) => line.includes(': error TS') && !ALLOWED.test(line))
    .map((line) => {
      const [, file = '', rest = ''] = /([^/]+?)\((\d+,.*)/.exec(line) ?? [];
      return `${files.get(file)?.place ?? file} +${rest}`;
    });
}
