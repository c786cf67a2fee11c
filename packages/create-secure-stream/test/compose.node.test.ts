import { describe, expect, test } from 'vitest';
import { mergeManifests, packageNameOf } from '../src/write-app.js';
import { nextSteps } from '../src/next-steps.js';

describe('mergeManifests', () => {
  test('merges objects by their keys, sorts dependencies, and replaces other values', () => {
    const merged = mergeManifests('app', [
      { private: true, scripts: { dev: 'a' }, dependencies: { b: '1' }, devDependencies: {} },
      { type: 'module', scripts: { build: 'b' }, dependencies: { a: '2' } },
    ]);
    expect(JSON.stringify(merged)).toBe(
      JSON.stringify({
        name: 'app',
        private: true,
        scripts: { dev: 'a', build: 'b' },
        dependencies: { a: '2', b: '1' },
        devDependencies: {},
        type: 'module',
      }),
    );
  });
});

describe('packageNameOf', () => {
  test.each([
    ['my-app', 'my-app'],
    ['a/b/My App!', 'my-app'],
    ['./_private.video/', 'private-video'],
    ['映画', 'private-video'],
  ])('makes a name that npm accepts of %s', (directory, name) => {
    expect(packageNameOf(directory)).toBe(name);
  });
});

describe('nextSteps', () => {
  const worker = { directory: 'app', framework: 'vue', server: 'worker', hasViewingLimits: false } as const;

  test('says that Wrangler needs a newer Node, only if it does', () => {
    expect(nextSteps(worker, '20.19.0')).toContain('Wrangler needs Node 22.12 or newer. This is Node 20.19.0.');
    expect(nextSteps(worker, '22.11.0')).toContain('Wrangler');
    expect(nextSteps(worker, '22.12.0')).not.toContain('Wrangler');
    expect(nextSteps({ ...worker, server: 'node' }, '20.19.0')).not.toContain('needs Node');
    expect(nextSteps({ directory: 'app', framework: 'astro', hasViewingLimits: false }, '20.19.0')).toContain(
      'Astro needs Node 22.12',
    );
  });
});
