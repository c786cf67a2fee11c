import { describe, expect, test } from 'vitest';
import { findTarballProblems } from './tarball.ts';

const shipped = [
  'LICENSE',
  'README.md',
  'docs/README.md',
  'package.json',
  'dist/index.js',
  'dist/index.d.ts',
  'dist/cli.js',
];
const DOCUMENTED = { isDocumented: true };
const entry = { types: './dist/index.d.ts', default: './dist/index.js' };

describe('findTarballProblems', () => {
  test('finds nothing when every target is shipped', () => {
    const manifest = { exports: { '.': entry, './package.json': './package.json' }, bin: { cli: './dist/cli.js' } };
    expect(findTarballProblems(manifest, shipped, DOCUMENTED)).toEqual([]);
  });

  test('accepts the condition that only this repository sets', () => {
    const manifest = { exports: { '.': { '@secure-stream/source': './src/index.ts', ...entry } } };
    expect(findTarballProblems(manifest, shipped, DOCUMENTED)).toEqual([]);
  });

  test('reports a condition of a user whose file is not shipped', () => {
    const manifest = { exports: { '.': { source: './src/index.ts', ...entry } } };
    expect(findTarballProblems(manifest, shipped, DOCUMENTED)).toEqual([
      'exports › . › source: ./src/index.ts is not shipped',
    ]);
  });

  test('reports nested conditions and commands whose files are not shipped', () => {
    const manifest = { exports: { './a': { node: { default: './dist/a.js' } } }, bin: { cli: './dist/run.js' } };
    expect(findTarballProblems(manifest, shipped, DOCUMENTED)).toEqual([
      'exports › ./a › node › default: ./dist/a.js is not shipped',
      'bin cli: ./dist/run.js is not shipped',
    ]);
  });

  test('reports a missing licence, README and documentation', () => {
    const files = ['dist/index.js', 'dist/index.d.ts'];
    expect(findTarballProblems({ exports: entry }, files, DOCUMENTED)).toEqual([
      'LICENSE is not shipped',
      'README.md is not shipped',
      'docs/README.md is not shipped',
    ]);
  });

  test('requires no documentation of a package that has none', () => {
    const files = ['LICENSE', 'README.md', 'dist/cli.js'];
    expect(findTarballProblems({ bin: { cli: './dist/cli.js' } }, files, { isDocumented: false })).toEqual([]);
  });
});
